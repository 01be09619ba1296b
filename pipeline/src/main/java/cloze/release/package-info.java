/**
 * Imports and exports models: converts folders in the layout of Hugging Face transformers ({@code config.json},
 * {@code model.safetensors}, {@code vocab.txt} and the tokenizer's files) to a network and its parameters, and back.
 * Nothing in a folder is executed or deserialized by Java.
 */
package cloze.release;
