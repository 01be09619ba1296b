package cloze.ceiling;

import cloze.corpus.stories.Frame;
import cloze.corpus.stories.Latent;
import cloze.corpus.stories.Part;
import cloze.corpus.stories.Slot;
import cloze.corpus.stories.StoryLanguage;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A story language as arrays of ids and probabilities, for K activities, S steps and F frames. A window is a pair of
 * consecutive sentences, of which the first tells a step with probability {@link #firstStep}.
 */
final class StoryTables implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Sentences per window. */
    static final int WINDOW = 2;

    /** Marks, in {@link #latents}, a part that no latent determines. */
    static final int NO_LATENT = -1;

    private static final List<Latent> LATENTS = List.of(Latent.values());

    final int activities;
    final int steps;
    final double[] activity;
    final double[] firstStep;
    final double[] frame;

    /** [F][position]: the latent that determines the part, or {@link #NO_LATENT}. */
    final int[][] latents;

    /** Number of values of each latent, all equally likely. */
    final int[] values;

    /**
     * [F][position][activity * (steps or values) + step or value]: the words that may occur there; a fixed word has one
     * entry.
     */
    private final Choices[][][] choices;

    StoryTables(StoryLanguage language, Vocabulary vocabulary) {
        activities = language.activities().size();
        steps = language.steps();
        activity = array(language.activities().probabilities());
        firstStep = language.firstStepOfWindow(WINDOW);
        frame = array(language.frames().probabilities());
        values = LATENTS.stream().mapToInt(language::values).toArray();
        Map<Slot, Choices[]> bySlot = new EnumMap<>(Slot.class);
        language.frames().values().stream()
                .flatMap(told -> told.parts().stream())
                .filter(Slot.class::isInstance)
                .map(Slot.class::cast)
                .distinct()
                .forEach(slot -> bySlot.put(slot, choices(slot, language, vocabulary)));
        latents = new int[frame.length][];
        choices = new Choices[frame.length][][];
        for (int f = 0; f < frame.length; f++) {
            Frame told = language.frames().values().get(f);
            latents[f] = told.parts().stream().mapToInt(StoryTables::latent).toArray();
            choices[f] = told.parts().stream()
                    .map(part -> part instanceof Slot slot ? bySlot.get(slot) : fixed((Part.Word) part, vocabulary))
                    .toArray(Choices[][]::new);
        }
    }

    private static int latent(Part part) {
        return part instanceof Slot slot ? slot.latent().map(LATENTS::indexOf).orElse(NO_LATENT) : NO_LATENT;
    }

    private static Choices[] fixed(Part.Word word, Vocabulary vocabulary) {
        return new Choices[] {new Choices(new int[] {vocabulary.id(word.text()).orElseThrow()}, new double[] {1})};
    }

    private Choices[] choices(Slot slot, StoryLanguage language, Vocabulary vocabulary) {
        int columns = slot.latent().map(language::values).orElse(steps);
        Choices[] table = new Choices[activities * columns];
        for (int k = 0; k < activities; k++) {
            for (int column = 0; column < columns; column++) {
                // What a latent determines is the same in every step.
                int step = slot.latent().isPresent() ? 0 : column;
                table[k * columns + column] = Choices.of(language.words(slot, k, step, column), vocabulary);
            }
        }
        return table;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns the number of frames, F. */
    int frames() {
        return frame.length;
    }

    /** Returns the number of tokens in a sentence with frame {@code f}. */
    int length(int f) {
        return latents[f].length;
    }

    /** Returns whether the word at {@code position} of frame {@code f} is the same in every story. */
    boolean isFixed(int f, int position) {
        return choices[f][position].length == 1;
    }

    /**
     * Returns the words at {@code position} of frame {@code f} in activity {@code k}. The last argument is a latent
     * value if {@link #latents} names a latent there, or else a step.
     */
    Choices words(int f, int position, int k, int stepOrValue) {
        Choices[] table = choices[f][position];
        return table.length == 1 ? table[0] : table[k * (table.length / activities) + stepOrValue];
    }
}
