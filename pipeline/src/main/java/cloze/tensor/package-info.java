/** Named arrays of floats, and the safetensors file format in which checkpoints and model folders store them. */
package cloze.tensor;
