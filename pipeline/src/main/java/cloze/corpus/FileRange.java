package cloze.corpus;

import java.io.Serializable;

/**
 * Bytes {@code [start, end)} of a file: the documents that begin there.
 *
 * @param path the file, fully qualified
 * @param start 0, or anywhere within the file
 * @param end offset behind the last byte; {@link Long#MAX_VALUE} for the rest of a file whose unpacked length is not known
 * @param layout how documents are told apart
 * @param weight of the input the file belongs to
 */
record FileRange(String path, long start, long end, Layout layout, double weight) implements Serializable {}
