/**
 * Row-wise arithmetic behind the network and its optimiser, on plain arrays: what is not a matrix product. {@link
 * cloze.network.kernel.Kernels} has two forms, one in plain Java and one in {@code jdk.incubator.vector}.
 */
package cloze.network.kernel;
