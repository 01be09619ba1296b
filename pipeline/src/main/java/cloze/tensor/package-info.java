/** Named arrays of floats, and the safetensors file format that holds them: checkpoints and model folders alike. */
package cloze.tensor;
