package cloze.ceiling;

import java.util.Arrays;

/**
 * Sums over every possible story: the likelihood of one sentence, or of two consecutive sentences of one story, and
 * from it the posterior of any word. Given activity, step and frames the latents are independent, so a sum over all
 * their combinations is a product of sums.
 *
 * <p>Likelihoods are in units that are the same for all stories; only ratios are meaningful. They stay within a
 * double's range up to some 70 tokens. Reused for each window. Not thread-safe.
 */
final class WindowEvidence {
    private final StoryTables tables;
    private final double gain;
    private final int latents;

    /** [frame pair * K + k]: likelihood, including the priors of activity and frames. */
    private final double[] weights;

    /** The same without the likelihood of the steps. */
    private final double[] withoutSteps;

    /** [(frame pair * K + k) * latents + latent]: mean likelihood over the latent's values. */
    private final double[] latentMeans;

    private SentenceEvidence first;
    private SentenceEvidence second;
    private double total;

    WindowEvidence(StoryTables tables, double gain) {
        this.tables = tables;
        this.gain = gain;
        latents = tables.values.length;
        int cells = tables.frames() * tables.frames() * tables.activities;
        weights = new double[cells];
        withoutSteps = new double[cells];
        latentMeans = new double[cells * latents];
        first = new SentenceEvidence(tables, gain).absent();
        second = first;
    }

    /**
     * Reads two consecutive sentences of a story.
     *
     * @param ofFirst evidence of the first sentence, or of a missing one
     * @param ofSecond evidence of the second sentence, or of a missing one
     */
    void read(SentenceEvidence ofFirst, SentenceEvidence ofSecond) {
        first = ofFirst;
        second = ofSecond;
        total = 0;
        for (int a = 0; a < first.frames(); a++) {
            for (int b = 0; b < second.frames(); b++) {
                for (int k = 0; k < tables.activities; k++) {
                    total += read(a, b, k);
                }
            }
        }
    }

    private double read(int a, int b, int k) {
        int cell = cell(a, b, k);
        double product = tables.activity[k] * first.frameAgreement(a) * second.frameAgreement(b);
        for (int latent = 0; latent < latents; latent++) {
            double mean = latentMean(latent, a, b, k);
            latentMeans[cell * latents + latent] = mean;
            product *= mean;
        }
        double agreement = 0;
        for (int step = 0; step + 1 < tables.steps; step++) {
            agreement += ofStep(a, b, k, step);
        }
        withoutSteps[cell] = product;
        weights[cell] = product * agreement;
        return weights[cell];
    }

    private double latentMean(int latent, int a, int b, int k) {
        double[] one = first.latent(a, latent);
        double[] other = second.latent(b, latent);
        int count = tables.values[latent];
        double sum = 0;
        for (int i = k * count; i < (k + 1) * count; i++) {
            sum += one[i] * other[i];
        }
        return sum / count;
    }

    /** Returns the likelihood that the first sentence tells {@code step} and the second the next step. */
    private double ofStep(int a, int b, int k, int step) {
        int place = k * tables.steps + step;
        return tables.firstStep[step] * first.steps(a)[place] * second.steps(b)[place + 1];
    }

    private int cell(int a, int b, int k) {
        return (a * second.frames() + b) * tables.activities + k;
    }

    /** Returns the likelihood of the sentences; 0 if no story has sentences of their lengths. */
    double total() {
        return total;
    }

    /** Computes the posterior by id of the word at {@code position} of the first sentence. */
    void wordOfFirst(int position, double[] words) {
        word(new Place(first, 0, position), words);
    }

    /** Computes the posterior by id of the word at {@code position} of the second sentence. */
    void wordOfSecond(int position, double[] words) {
        word(new Place(second, 1, position), words);
    }

    /**
     * The place of a word whose posterior is computed.
     *
     * @param sentence contains the word
     * @param offset 0 for the first sentence, 1 for the second
     * @param position in the sentence
     */
    private record Place(SentenceEvidence sentence, int offset, int position) {
        int frame(int a, int b) {
            return sentence.frame(offset == 0 ? a : b);
        }

        int standing() {
            return sentence.id(position);
        }
    }

    private void word(Place place, double[] words) {
        Arrays.fill(words, 0);
        for (int a = 0; a < first.frames(); a++) {
            for (int b = 0; b < second.frames(); b++) {
                int frame = place.frame(a, b);
                int latent = tables.latents[frame][place.position()];
                for (int k = 0; k < tables.activities; k++) {
                    if (tables.isFixed(frame, place.position())) {
                        tables.words(frame, place.position(), k, 0)
                                .share(weights[cell(a, b, k)], place.standing(), gain, words);
                    } else if (latent == StoryTables.NO_LATENT) {
                        addSteps(place, a, b, k, words);
                    } else {
                        addLatent(place, a, b, k, words);
                    }
                }
            }
        }
        for (int id = 0; id < words.length; id++) {
            words[id] /= total;
        }
    }

    private void addSteps(Place place, int a, int b, int k, double[] words) {
        double rest = withoutSteps[cell(a, b, k)];
        for (int step = 0; step + 1 < tables.steps; step++) {
            tables.words(place.frame(a, b), place.position(), k, step + place.offset())
                    .share(rest * ofStep(a, b, k, step), place.standing(), gain, words);
        }
    }

    private void addLatent(Place place, int a, int b, int k, double[] words) {
        int frame = place.frame(a, b);
        int latent = tables.latents[frame][place.position()];
        int cell = cell(a, b, k);
        int count = tables.values[latent];
        double rest = weights[cell] / latentMeans[cell * latents + latent] / count;
        for (int value = 0; value < count; value++) {
            double agreement = first.latent(a, latent)[k * count + value] * second.latent(b, latent)[k * count + value];
            tables.words(frame, place.position(), k, value).share(rest * agreement, place.standing(), gain, words);
        }
    }
}
