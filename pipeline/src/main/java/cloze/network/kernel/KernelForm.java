package cloze.network.kernel;

/**
 * An implementation of the kernels that may be unavailable in a process. It is loaded by name, so that no other class
 * links to its dependencies.
 */
interface KernelForm {
    /** Returns whether this machine is expected to run it faster than plain Java. */
    boolean isFast();

    /** Returns new kernels, for one thread. */
    Kernels kernels();
}
