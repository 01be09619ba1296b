package cloze.train;

import cloze.network.BertGraph;
import java.io.Serializable;
import java.lang.management.ManagementFactory;

/**
 * What a process holds.
 *
 * @param residentBytes its resident size; 0 where it is not known
 * @param heapBytes of it on the Java heap, garbage included
 * @param passBytes native memory for activations and scratch
 */
public record ProcessMemory(long residentBytes, long heapBytes, long passBytes) implements Serializable {
    /** Spark's id of the driver's process. */
    public static final String DRIVER = "driver";

    /** What this process holds now. */
    public static ProcessMemory now() {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new ProcessMemory(ResidentMemory.bytes(), heap, BertGraph.passBytes());
    }
}
