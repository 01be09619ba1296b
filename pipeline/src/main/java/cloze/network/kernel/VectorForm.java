package cloze.network.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** {@link VectorKernels} as something that may be absent. Made by name, by {@link KernelChoice}. */
final class VectorForm implements KernelForm {
    /** Lanes from which vectors were measured to gain: 256 bits. */
    private static final int FAST_WIDTH = 8;

    @Override
    public boolean isFast() {
        return Lanes.WIDTH >= FAST_WIDTH && multipliesAndAddsAtOnce();
    }

    /** Without the instruction, each fused product and sum would be computed exactly and rounded: a hundred times slower. */
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
