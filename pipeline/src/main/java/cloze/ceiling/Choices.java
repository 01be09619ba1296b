package cloze.ceiling;

import cloze.corpus.stories.Distribution;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;

/**
 * The words that may fill a place, as ids.
 *
 * @param ids distinct
 * @param probabilities of the id at the same index
 */
@SuppressWarnings("ArrayRecordComponent") // a lookup table, never compared
record Choices(int[] ids, double[] probabilities) implements Serializable {

    static Choices of(Distribution<String> words, Vocabulary vocabulary) {
        return new Choices(
                words.values().stream()
                        .mapToInt(word -> vocabulary.id(word).orElseThrow())
                        .toArray(),
                words.probabilities().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Returns the likelihood of seeing {@code id} at this place: 1 + gain times the probability of that word. */
    double evidence(int id, double gain) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return 1 + gain * probabilities[i];
            }
        }
        return 1;
    }

    /**
     * Adds {@code weight} to {@code words}, distributed as the posterior of the place's word given that {@code id} is
     * seen.
     */
    void share(double weight, int id, double gain, double[] words) {
        double each = weight / evidence(id, gain);
        for (int i = 0; i < ids.length; i++) {
            words[ids[i]] += each * probabilities[i] * (ids[i] == id ? 1 + gain : 1);
        }
    }
}
