package cloze.train.averaging;

import cloze.network.graph.BertNetwork;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/**
 * What a process holds.
 *
 * @param residentBytes its resident size; 0 where it is not known
 * @param heapBytes in use on the Java heap, garbage included
 * @param committedBytes what the Java heap has taken from the operating system
 * @param passBytes native memory for activations and scratch
 */
public record ProcessMemory(long residentBytes, long heapBytes, long committedBytes, long passBytes)
        implements Serializable {
    /** Spark's id of the driver's process. */
    public static final String DRIVER = "driver";

    /** What this process holds now. */
    public static ProcessMemory now() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new ProcessMemory(ResidentMemory.bytes(), heap.getUsed(), heap.getCommitted(), BertNetwork.passBytes());
    }
}
