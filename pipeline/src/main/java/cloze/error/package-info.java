/**
 * Faults that a user can correct, each with its exit code: 2 configuration or platform, 3 input or contract, 4 artifact, 5
 * divergence, 1 memory limit exceeded, state of a training lost or registry in use.
 */
package cloze.error;
