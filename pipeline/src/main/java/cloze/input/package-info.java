/**
 * Reads files of text: lists what a path stands for, divides bytes among tasks, unpacks, recognises what a file holds,
 * and yields lines.
 */
package cloze.input;
