package cloze.train.state;

import java.io.Serializable;

/**
 * A file as it was written.
 *
 * @param bytes its length
 * @param sha256 its SHA-256 in hexadecimal
 */
public record WrittenFile(long bytes, String sha256) implements Serializable {}
