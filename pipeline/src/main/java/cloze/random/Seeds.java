package cloze.random;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Random draws keyed by the identity of a row: the same row draws the same numbers on any cluster.
 *
 * <p>A key combines the run's seed, a purpose and the values that identify the row. Each purpose has its own sequence,
 * so a new draw in one stage changes no other draw.
 */
public final class Seeds {
    /** Increment of a sequence's state from one draw to the next. */
    public static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /** First multiplier of {@link #mix}. */
    public static final long MIX_1 = 0xbf58476d1ce4e5b9L;

    /** Second multiplier of {@link #mix}. */
    public static final long MIX_2 = 0x94d049bb133111ebL;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Seeds() {}

    /** Returns the 64-bit key of one row for one purpose. */
    public static long key(long runSeed, String purpose, long... identity) {
        long state = mix(runSeed + GOLDEN_GAMMA) ^ hash(purpose);
        for (long part : identity) {
            state = mix(state + GOLDEN_GAMMA) ^ mix(part + GOLDEN_GAMMA);
        }
        return mix(state + GOLDEN_GAMMA);
    }

    /** Returns a generator for one row; equal arguments yield equal sequences. */
    public static SplittableRandom forRow(long runSeed, String purpose, long... identity) {
        return new SplittableRandom(key(runSeed, purpose, identity));
    }

    /** Hashes text to 64 bits (FNV-1a over UTF-8, then mixed), for identities that are words or names. */
    public static long hash(String text) {
        long state = FNV_OFFSET;
        for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
            state = (state ^ (part & 0xff)) * FNV_PRIME;
        }
        return mix(state);
    }

    /**
     * Returns number {@code index} of the counter-based sequence of {@code key}. Stateless, so the order of calls does
     * not matter.
     */
    public static long draw(long key, long index) {
        return mix(key + (index + 1) * GOLDEN_GAMMA);
    }

    /** Converts the upper 53 bits of {@code bits} to a number in [0, 1). */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** Applies the 64-bit finalizer of {@link SplittableRandom}, Stafford's variant 13. */
    public static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * MIX_1;
        z = (z ^ (z >>> 27)) * MIX_2;
        return z ^ (z >>> 31);
    }
}
