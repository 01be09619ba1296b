package cloze.ceiling;

import cloze.corpus.stories.Latent;
import cloze.corpus.stories.Part;
import cloze.corpus.stories.Slot;
import cloze.corpus.stories.StoryLanguage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Enumerates every document, window, pair and mask of a small language one by one. Nothing is factored, so nothing can
 * be factored wrongly.
 *
 * @param language must be small
 * @param selected probability that a position is selected
 * @param replacements number of words that may replace one
 */
record BruteForce(StoryLanguage language, double selected, int replacements) {
    static final String MASK = "[MASK]";

    /** The selection of every position is unknown. */
    static final int NOWHERE = -1;

    /**
     * An example before masking.
     *
     * @param a words of the first sentence
     * @param b words of the second
     * @param label 0 is next, 1 random
     */
    record Pair(List<String> a, List<String> b, int label) {
        String word(int position) {
            return position < a.size() ? a.get(position) : b.get(position - a.size());
        }

        int length() {
            return a.size() + b.size();
        }
    }

    /** Returns every pair with its probability. */
    Map<Pair, Double> pairs() {
        Map<List<List<String>>, Double> windows = windows();
        Map<List<String>, Double> firsts = new HashMap<>();
        Map<List<String>, Double> seconds = new HashMap<>();
        Map<Pair, Double> pairs = new HashMap<>();
        windows.forEach((window, probability) -> {
            firsts.merge(window.get(0), probability, Double::sum);
            seconds.merge(window.get(1), probability, Double::sum);
            pairs.merge(new Pair(window.get(0), window.get(1), 0), probability / 2, Double::sum);
        });
        firsts.forEach(
                (a, ofA) -> seconds.forEach((b, ofB) -> pairs.merge(new Pair(a, b, 1), ofA * ofB / 2, Double::sum)));
        return pairs;
    }

    private Map<List<List<String>>, Double> windows() {
        Map<List<List<String>>, Double> windows = new HashMap<>();
        int lengths = language.sentences().last() - language.sentences().first() + 1;
        for (int k = 0; k < language.activities().size(); k++) {
            for (Map<Latent, Integer> latents : latents()) {
                double ofStory =
                        language.activities().probabilities().get(k) / latents().size() / lengths;
                for (int length = language.sentences().first();
                        length <= language.sentences().last();
                        length++) {
                    int starts = language.steps() - length + 1;
                    for (int start = 0; start < starts; start++) {
                        for (int window = 0; window < length - 1; window++) {
                            Map<List<String>, Double> firsts = sentences(k, start + window, latents);
                            Map<List<String>, Double> seconds = sentences(k, start + window + 1, latents);
                            double each = ofStory / starts / (length - 1);
                            firsts.forEach((a, ofA) -> seconds.forEach(
                                    (b, ofB) -> windows.merge(List.of(a, b), each * ofA * ofB, Double::sum)));
                        }
                    }
                }
            }
        }
        return windows;
    }

    private List<Map<Latent, Integer>> latents() {
        List<Map<Latent, Integer>> all = new ArrayList<>(List.of(Map.of()));
        for (Latent latent : Latent.values()) {
            List<Map<Latent, Integer>> longer = new ArrayList<>();
            for (Map<Latent, Integer> before : all) {
                for (int value = 0; value < language.values(latent); value++) {
                    Map<Latent, Integer> with = new EnumMap<>(Latent.class);
                    with.putAll(before);
                    with.put(latent, value);
                    longer.add(with);
                }
            }
            all = longer;
        }
        return all;
    }

    private Map<List<String>, Double> sentences(int activity, int step, Map<Latent, Integer> latents) {
        Map<List<String>, Double> sentences = new HashMap<>();
        for (int f = 0; f < language.frames().size(); f++) {
            Map<List<String>, Double> told =
                    Map.of(List.of(), language.frames().probabilities().get(f));
            for (Part part : language.frames().values().get(f).parts()) {
                Map<List<String>, Double> longer = new HashMap<>();
                told.forEach((words, probability) -> words(part, activity, step, latents)
                        .forEach((word, share) -> {
                            List<String> with = new ArrayList<>(words);
                            with.add(word);
                            longer.merge(with, probability * share, Double::sum);
                        }));
                told = longer;
            }
            told.forEach((words, probability) -> sentences.merge(words, probability, Double::sum));
        }
        return sentences;
    }

    private Map<String, Double> words(Part part, int activity, int step, Map<Latent, Integer> latents) {
        if (part instanceof Part.Word word) {
            return Map.of(word.text(), 1.0);
        }
        Slot slot = (Slot) part;
        var choice = language.words(
                slot, activity, step, slot.latent().map(latents::get).orElse(0));
        Map<String, Double> words = new HashMap<>();
        for (int i = 0; i < choice.size(); i++) {
            words.put(choice.values().get(i), choice.probabilities().get(i));
        }
        return words;
    }

    /**
     * Returns the probability that {@code pair} becomes {@code input}: the sum over every outcome of the draws,
     * position by position.
     *
     * @param asked a position that must be selected, or {@link #NOWHERE}
     */
    double corrupted(Pair pair, List<String> input, int asked) {
        return corrupted(pair, input, asked, 0);
    }

    private double corrupted(Pair pair, List<String> input, int asked, int position) {
        if (position == pair.length()) {
            return 1;
        }
        String word = pair.word(position);
        String standing = input.get(position);
        double sum = 0;
        if (position != asked && standing.equals(word)) {
            sum += (1 - selected) * corrupted(pair, input, asked, position + 1);
        }
        if (standing.equals(MASK)) {
            sum += selected * 0.8 * corrupted(pair, input, asked, position + 1);
        }
        if (standing.equals(word)) {
            sum += selected * 0.1 * corrupted(pair, input, asked, position + 1);
        }
        if (!standing.equals(MASK)) {
            sum += selected * 0.1 / replacements * corrupted(pair, input, asked, position + 1);
        }
        return sum;
    }
}
