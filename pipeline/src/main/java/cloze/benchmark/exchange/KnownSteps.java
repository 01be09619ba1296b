package cloze.benchmark.exchange;

import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * What the workers add to the elements of a state in each step. The mean over the workers is known without them: a share
 * that all have in common, plus own shares that add up to 0. All numbers are multiples of 1/256 below 2^16, so sums and
 * means of floats are exact for any order of the workers.
 *
 * @param workers number of workers
 */
record KnownSteps(int workers) implements Serializable {
    private static final float UNIT = 1f / 256;

    /** Adds the step of a worker to consecutive elements, the first of which has the number {@code from}. */
    void add(int worker, int step, int from, FloatBuffer elements) {
        int distance = 2 * worker - workers + 1;
        for (int i = 0; i < elements.limit(); i++) {
            int element = from + i;
            elements.put(i, elements.get(i) + (common(step, element) + distance * own(element)) * UNIT);
        }
    }

    /** Returns what an element has gained after {@code steps} steps, on average over the workers. */
    static float mean(int steps, int element) {
        int sum = 0;
        for (int step = 0; step < steps; step++) {
            sum += common(step, element);
        }
        return sum * UNIT;
    }

    /** Returns a number in [-128, 127]. */
    private static int common(int step, int element) {
        int mixed = (element * 0x9E3779B1 + step * 0x85EBCA77) * 0xC2B2AE3D;
        return (mixed >>> 24) - 128;
    }

    /** Returns a number in [-3, 4]. */
    private static int own(int element) {
        return ((element * 0x27D4EB2F) >>> 29) - 3;
    }
}
