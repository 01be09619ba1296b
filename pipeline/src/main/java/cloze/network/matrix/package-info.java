/** Row-major matrices of floats in native memory, and their products. The only part of the network that calls BLAS. */
package cloze.network.matrix;
