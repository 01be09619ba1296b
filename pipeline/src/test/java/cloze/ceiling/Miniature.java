package cloze.ceiling;

import cloze.corpus.stories.Activity;
import cloze.corpus.stories.Distribution;
import cloze.corpus.stories.Frame;
import cloze.corpus.stories.Hero;
import cloze.corpus.stories.Part;
import cloze.corpus.stories.Slot;
import cloze.corpus.stories.StoryLanguage;
import cloze.corpus.stories.StoryLanguage.Animal;
import cloze.corpus.stories.StoryLanguage.Range;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A story language small enough to enumerate every story; each kind of slot and latent occurs. */
final class Miniature {
    static final StoryLanguage LANGUAGE = new StoryLanguage(
            Distribution.weighted(
                    List.of(
                            new Activity(
                                    "tea",
                                    List.of("water", "leaves", "cup"),
                                    List.of("boils", "stirs"),
                                    List.of("pot", "spoon"),
                                    List.of("kitchen", "porch")),
                            // Shares words with the other activity, so that their meaning depends on the rest of the
                            // sentence.
                            new Activity(
                                    "soup",
                                    List.of("water", "salt", "bowl"),
                                    List.of("boils", "pours", "stirs"),
                                    List.of("pot", "ladle"),
                                    List.of("kitchen", "tent"))),
                    List.of(2.0, 1.0)),
            List.of(new Hero("ann", "she", "her"), new Hero("eve", "she", "her"), new Hero("tom", "he", "his")),
            List.of("aunt", "uncle"),
            List.of(new Animal("cat", List.of("purrs", "runs")), new Animal("dog", List.of("barks", "runs"))),
            List.of(List.of("wet", "grey"), List.of("hot", "dry")),
            new Distribution<>(List.of("now", "then"), List.of(0.75, 0.25)),
            new Distribution<>(
                    List.of(
                            frame("NAME VERB OBJ ADV"),
                            frame("HE with TOOL in"),
                            frame("REL ANIMAL SOUND"),
                            frame("WEATHER PLACE HIS")),
                    List.of(0.4, 0.3, 0.2, 0.1)),
            new Range(2, 3));

    private Miniature() {}

    private static Frame frame(String written) {
        List<Part> parts = new ArrayList<>();
        for (String token : List.of(written.split(" "))) {
            boolean isSlot =
                    Arrays.stream(Slot.values()).anyMatch(slot -> slot.name().equals(token));
            parts.add(isSlot ? Slot.valueOf(token) : new Part.Word(token));
        }
        return new Frame(parts);
    }

    /** Returns the five specials, the words of {@code language}, and {@code more} words that occur in no story. */
    static Vocabulary vocabulary(StoryLanguage language, String... more) {
        List<String> pieces = new ArrayList<>(Vocabulary.SPECIALS);
        pieces.addAll(language.vocabulary());
        pieces.addAll(List.of(more));
        return Vocabulary.of(pieces, "test");
    }
}
