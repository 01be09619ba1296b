package cloze.dataset;

import cloze.error.ContractViolationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The components of {@link Documents#DOCUMENT_ID}, the identity of a document. Every later draw about the document is
 * keyed by it.
 *
 * @param high the first 64 bits of the text's SHA-256
 * @param low the next 64 bits
 * @param occurrence 1 for the first document with this text, n for its n-th exact duplicate
 */
public record DocumentId(long high, long low, long occurrence) {
    /** Number of hex digits of the hash in an id. */
    public static final int HASH_DIGITS = 32;

    /** Separates the hash from an occurrence number of 2 or more. */
    public static final String OCCURRENCE_SEPARATOR = "-";

    private static final int DIGITS_PER_LONG = HASH_DIGITS / 2;

    /**
     * Parses the result of {@link #toString}.
     *
     * @throws ContractViolationException if {@code id} is malformed
     */
    public static DocumentId parse(String id) {
        DocumentId parsed;
        try {
            parsed = new DocumentId(
                    HexFormat.fromHexDigitsToLong(id, 0, DIGITS_PER_LONG),
                    HexFormat.fromHexDigitsToLong(id, DIGITS_PER_LONG, HASH_DIGITS),
                    occurrenceOf(id));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ContractViolationException(malformed(id), e);
        }
        if (!parsed.toString().equals(id)) {
            throw new ContractViolationException(malformed(id));
        }
        return parsed;
    }

    /** Returns the id of the first document with {@code text}. */
    public static DocumentId of(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new DocumentId(hash.getLong(), hash.getLong(), 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static long occurrenceOf(String id) {
        if (id.length() == HASH_DIGITS) {
            return 1;
        }
        return Long.parseLong(id.substring(HASH_DIGITS + OCCURRENCE_SEPARATOR.length()));
    }

    private static String malformed(String id) {
        return ("Column %s: expected %d lower-case hex digits, and -n with n >= 2 for a duplicate; found '%s'."
                        + " The dataset was not written by this program: build it again with prepare.")
                .formatted(Documents.DOCUMENT_ID, HASH_DIGITS, id);
    }

    /** Returns whether both documents have the same text. */
    public boolean isCopyOf(DocumentId other) {
        return high == other.high && low == other.low;
    }

    /** Returns the key of draws about this document: {high, low, occurrence}. */
    public long[] identity() {
        return new long[] {high, low, occurrence};
    }

    /** Returns the id as stored in a row. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        String hash = hex.toHexDigits(high) + hex.toHexDigits(low);
        return occurrence == 1 ? hash : hash + OCCURRENCE_SEPARATOR + occurrence;
    }
}
