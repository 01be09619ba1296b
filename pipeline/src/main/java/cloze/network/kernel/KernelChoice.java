package cloze.network.kernel;

import java.util.Locale;

/** Which form of the kernels this process uses. */
public enum KernelChoice {
    /** Plain Java. */
    SCALAR {
        @Override
        Kernels kernels() {
            return new ScalarKernels();
        }
    };

    /** System property: {@code auto}, {@code scalar} or {@code vector}. */
    public static final String PROPERTY = "cloze.kernels";

    abstract Kernels kernels();

    /** What the property says now. */
    public static KernelChoice current() {
        return SCALAR;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
