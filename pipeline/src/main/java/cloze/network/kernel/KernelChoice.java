package cloze.network.kernel;

import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The implementation of the kernels that this process uses. */
public enum KernelChoice {
    /** Plain Java. */
    SCALAR,
    /** {@code jdk.incubator.vector}. */
    VECTOR;

    /**
     * System property: {@code scalar}, {@code vector} or {@code auto}, the default. {@code auto} selects vectors if the
     * module is present (java --add-modules=jdk.incubator.vector) and the processor has fused multiply-add on vectors
     * of at least 8 floats.
     */
    public static final String PROPERTY = "cloze.kernels";

    private static final String AUTO = "auto";
    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_FORM = "cloze.network.kernel.VectorForm";
    private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);

    private static final Optional<KernelForm> VECTORS = vectors();
    private static final KernelChoice FASTEST = fastest();

    /**
     * Returns the choice according to the property's current value.
     *
     * @throws InvalidConfigException if the value is unknown, or asks for vectors that are not available
     */
    public static KernelChoice current() {
        String wanted = System.getProperty(PROPERTY, AUTO).toLowerCase(Locale.ROOT);
        if (wanted.equals(AUTO)) {
            return FASTEST;
        }
        for (KernelChoice choice : values()) {
            if (choice.toString().equals(wanted)) {
                return choice.available();
            }
        }
        throw new InvalidConfigException(
                List.of("system property %s = %s: must be auto, scalar or vector".formatted(PROPERTY, wanted)));
    }

    private KernelChoice available() {
        if (this == VECTOR && VECTORS.isEmpty()) {
            throw new InvalidConfigException(
                    List.of("system property %s = vector: this JVM has no module %s; start it with --add-modules=%s"
                            .formatted(PROPERTY, MODULE, MODULE)));
        }
        return this;
    }

    private static KernelChoice fastest() {
        KernelChoice fastest = VECTORS.filter(KernelForm::isFast).isPresent() ? VECTOR : SCALAR;
        LOG.info("Row-wise kernels of this machine: {}", fastest);
        return fastest;
    }

    private static Optional<KernelForm> vectors() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(VECTOR_FORM)
                    .asSubclass(KernelForm.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Making " + VECTOR_FORM, e);
        }
    }

    Kernels kernels() {
        return switch (this) {
            case SCALAR -> new ScalarKernels();
            case VECTOR -> VECTORS.orElseThrow().kernels();
        };
    }

    /** Returns the value of the property. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
