package cloze.train.averaging;

import cloze.network.graph.BertNetwork;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/**
 * The memory of a process, in bytes.
 *
 * @param residentBytes resident size; 0 if unknown
 * @param heapBytes used Java heap, including garbage
 * @param committedBytes Java heap committed by the operating system
 * @param passBytes native memory for activations and scratch
 */
public record ProcessMemory(long residentBytes, long heapBytes, long committedBytes, long passBytes)
        implements Serializable {
    /** Spark's executor id of the driver process. */
    public static final String DRIVER = "driver";

    /** Measures the memory of this process. */
    public static ProcessMemory now() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new ProcessMemory(ResidentMemory.bytes(), heap.getUsed(), heap.getCommitted(), BertNetwork.passBytes());
    }
}
