package cloze.network.kernel;

/** A form of the kernels that may be absent from a process: found by name, so that nothing else links to what it needs. */
interface KernelForm {
    /** Whether this machine runs it faster than plain Java, as far as that is known. */
    boolean isFast();

    /** A new instance. */
    Kernels kernels();
}
