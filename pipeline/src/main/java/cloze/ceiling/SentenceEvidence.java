package cloze.ceiling;

import java.util.Arrays;

/**
 * What one sentence, as it stands in the corrupted input, says of the story: for each frame of its length, how well its words agree with every
 * step of every activity and with every latent value. Scratch memory of one thread, used again for each sentence.
 */
final class SentenceEvidence {
    private final StoryTables tables;
    private final double gain;

    /** [F][k * S + step]: product over the words that activity and step fix. */
    private final double[][] steps;

    /** [F][latent][k * values + value]: product over the words that the latent fixes. */
    private final double[][][] latents;

    /** [F]: probability of the frame, and product over the words that stand in it whatever the story. */
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

    /** No sentence: agrees with everything. It counts as told with frame 0, of probability 1. */
    SentenceEvidence absent() {
        fittingCount = 1;
        fitting[0] = 0;
        clear(0, 1);
        return this;
    }

    /** Reads {@code input} from {@code from} to before {@code to}. */
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

    /** How many frames it may be told with; none when no frame has its length. */
    int frames() {
        return fittingCount;
    }

    /** The {@code index}-th frame it may be told with. */
    int frame(int index) {
        return fitting[index];
    }

    /** How well it agrees with having been told with that frame, the frame's probability included. */
    double frameAgreement(int index) {
        return frames[fitting[index]];
    }

    /** Agreement with each step of each activity: [k * S + step]. */
    double[] steps(int index) {
        return steps[fitting[index]];
    }

    /** Agreement with each value of {@code latent}: [k * values + value]. */
    double[] latent(int index, int latent) {
        return latents[fitting[index]][latent];
    }

    /** The id that stands at {@code position} of the sentence. */
    int id(int position) {
        return ids[start + position];
    }
}
