package cloze.ceiling;

import java.util.Arrays;

/**
 * The evidence of one sentence of the corrupted input about its story: for each frame of the sentence's length, the
 * likelihood of its words at every step of every activity and for every latent value. Reused for each sentence. Not
 * thread-safe.
 */
final class SentenceEvidence {
    private final StoryTables tables;
    private final double gain;

    /** [F][k * S + step]: product over the words that activity and step determine. */
    private final double[][] steps;

    /** [F][latent][k * values + value]: product over the words that the latent determines. */
    private final double[][][] latents;

    /** [F]: the frame's probability times the product over the words that are the same in every story. */
    private final double[] frames;

    private final int[] fitting;
    private int fittingCount;
    private int[] ids = new int[0];
    private int start;

    SentenceEvidence(StoryTables tables, double gain) {
        this.tables = tables;
        this.gain = gain;
        fitting = new int[tables.frames()];
        frames = new double[tables.frames()];
        steps = new double[tables.frames()][tables.activities * tables.steps];
        latents = new double[tables.frames()][tables.values.length][];
        for (double[][] ofFrame : latents) {
            for (int latent = 0; latent < ofFrame.length; latent++) {
                ofFrame[latent] = new double[tables.activities * tables.values[latent]];
            }
        }
    }

    /** Represents a missing sentence, compatible with every story. It counts as frame 0 with probability 1. */
    SentenceEvidence absent() {
        fittingCount = 1;
        fitting[0] = 0;
        clear(0, 1);
        return this;
    }

    /** Reads the sentence in {@code input} from {@code from} to before {@code to}. */
    void read(int[] input, int from, int to) {
        ids = input;
        start = from;
        fittingCount = 0;
        for (int f = 0; f < tables.frames(); f++) {
            if (tables.length(f) == to - from) {
                fitting[fittingCount++] = f;
                read(f);
            }
        }
    }

    private void clear(int f, double probability) {
        frames[f] = probability;
        Arrays.fill(steps[f], 1);
        for (double[] ofLatent : latents[f]) {
            Arrays.fill(ofLatent, 1);
        }
    }

    private void read(int f) {
        clear(f, tables.frame[f]);
        for (int position = 0; position < tables.length(f); position++) {
            if (tables.isFixed(f, position)) {
                frames[f] *= tables.words(f, position, 0, 0).evidence(ids[start + position], gain);
                continue;
            }
            int latent = tables.latents[f][position];
            double[] factors = latent == StoryTables.NO_LATENT ? steps[f] : latents[f][latent];
            int columns = factors.length / tables.activities;
            for (int k = 0; k < tables.activities; k++) {
                for (int column = 0; column < columns; column++) {
                    factors[k * columns + column] *=
                            tables.words(f, position, k, column).evidence(ids[start + position], gain);
                }
            }
        }
    }

    /** Returns the number of frames that have the sentence's length; may be 0. */
    int frames() {
        return fittingCount;
    }

    /** Returns frame number {@code index} of those with the sentence's length. */
    int frame(int index) {
        return fitting[index];
    }

    /** Returns the probability of that frame times the likelihood of its fixed words. */
    double frameAgreement(int index) {
        return frames[fitting[index]];
    }

    /** Returns the likelihood for each step of each activity: [k * S + step]. */
    double[] steps(int index) {
        return steps[fitting[index]];
    }

    /** Returns the likelihood for each value of {@code latent}: [k * values + value]. */
    double[] latent(int index, int latent) {
        return latents[fitting[index]][latent];
    }

    /** Returns the id seen at {@code position} of the sentence. */
    int id(int position) {
        return ids[start + position];
    }
}
