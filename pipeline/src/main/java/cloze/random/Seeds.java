package cloze.random;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Randomness tied to what a row is, never to where it runs: the same row draws the same numbers on any cluster.
 *
 * <p>A key is folded from the run's seed, a purpose and whatever names the row. Two purposes never share a sequence, so
 * adding a draw to one stage changes no other.
 */
public final class Seeds {
    /** What a sequence's state grows by from one draw to the next. */
    public static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /** First factor of {@link #mix}. */
    public static final long MIX_1 = 0xbf58476d1ce4e5b9L;

    /** Second factor of {@link #mix}. */
    public static final long MIX_2 = 0x94d049bb133111ebL;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Seeds() {}

    /** The 64-bit key of one row for one purpose. */
    public static long key(long runSeed, String purpose, long... identity) {
        long state = mix(runSeed + GOLDEN_GAMMA) ^ hash(purpose);
        for (long part : identity) {
            state = mix(state + GOLDEN_GAMMA) ^ mix(part + GOLDEN_GAMMA);
        }
        return mix(state + GOLDEN_GAMMA);
    }

    /** A generator for one row: equal arguments give equal sequences. */
    public static SplittableRandom forRow(long runSeed, String purpose, long... identity) {
        return new SplittableRandom(key(runSeed, purpose, identity));
    }

    /** A 64-bit hash of text (FNV-1a over UTF-8, then mixed), for identities that are words or names. */
    public static long hash(String text) {
        long state = FNV_OFFSET;
        for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
            state = (state ^ (part & 0xff)) * FNV_PRIME;
        }
        return mix(state);
    }

    /** The {@code index}-th number of the counter-based sequence of {@code key}: no state, any order. */
    public static long draw(long key, long index) {
        return mix(key + (index + 1) * GOLDEN_GAMMA);
    }

    /** A number in [0, 1) from the upper 53 bits of {@code bits}. */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** Stafford's variant 13 of the 64-bit finalizer, as in {@link SplittableRandom}. */
    public static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * MIX_1;
        z = (z ^ (z >>> 27)) * MIX_2;
        return z ^ (z >>> 31);
    }
}
