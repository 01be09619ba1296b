package cloze.corpus.read;

import java.io.Serializable;

/**
 * The documents that begin in the bytes {@code [start, end)} of a file.
 *
 * @param path fully qualified path of the file
 * @param start 0 or any offset within the file
 * @param end offset after the last byte; {@link Long#MAX_VALUE} to read to the end of a file of unknown unpacked length
 * @param layout how the file is divided into documents
 * @param weight of the input that the file belongs to
 */
record FileRange(String path, long start, long end, Layout layout, double weight) implements Serializable {}
