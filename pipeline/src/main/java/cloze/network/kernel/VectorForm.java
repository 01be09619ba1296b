package cloze.network.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Loads {@link VectorKernels}, which may be unavailable. {@link KernelChoice} creates it by name. */
final class VectorForm implements KernelForm {
    /** Lanes of the narrowest vectors that were measured to be faster (256 bits). */
    private static final int FAST_WIDTH = 8;

    @Override
    public boolean isFast() {
        return Lanes.WIDTH >= FAST_WIDTH && multipliesAndAddsAtOnce();
    }

    /**
     * Returns whether the processor has fused multiply-add. Without it Java emulates the exact result, a hundred times
     * slower.
     */
    private static boolean multipliesAndAddsAtOnce() {
        var hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return hotSpot != null
                && Boolean.parseBoolean(hotSpot.getVMOption("UseFMA").getValue());
    }

    @Override
    public Kernels kernels() {
        return new VectorKernels();
    }
}
