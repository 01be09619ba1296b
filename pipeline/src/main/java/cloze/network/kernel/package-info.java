/**
 * Row-wise arithmetic of the network and its optimiser on plain arrays: everything but matrix products.
 * {@link cloze.network.kernel.Kernels} has two implementations, one in plain Java and one with
 * {@code jdk.incubator.vector}.
 */
package cloze.network.kernel;
