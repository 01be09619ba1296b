package cloze.benchmark;

import java.util.Locale;

/** What a {@link Measurement} may say, in the order of the columns. */
public enum Field {
    /** Name of the network's size. */
    PRESET,
    /** Language of the text, as a BCP 47 tag; generated and mixed are none. */
    LANGUAGE,
    /** A stretch of the part; a row without one is the part as a whole. */
    STAGE,
    /** 10^6 bytes of UTF-8 text per second. */
    MEGABYTES_PER_SECOND,
    /** Pieces per second. */
    TOKENS_PER_SECOND,
    /** Examples per second. */
    SEQUENCES_PER_SECOND,
    /** Time of the matrix products alone / time of the step. */
    GEMM_SHARE,
    /** Time of averaging / time of the round. */
    AVERAGING_OVERHEAD,
    /** Of the run whose figures these are. */
    SECONDS,
    /** Threads at work. */
    THREADS,
    /** Logical workers. */
    WORKERS;

    /** The key in JSON and the head of the column. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
