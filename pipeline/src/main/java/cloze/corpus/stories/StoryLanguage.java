package cloze.corpus.stories;

import cloze.config.GeneratorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A language of short stories, as a value: its words, its frames and their probabilities.
 *
 * <p>A story draws an activity, a number of sentences, the step of the activity's script at which it begins, one value
 * of each {@link Latent}, and a frame for each sentence. Sentence i tells step firstStep + i. {@link #words} gives the
 * words that may fill a slot.
 *
 * @param activities the scripts, all with the same number of steps
 * @param heroes possible main characters; uniform
 * @param relatives words for the hero's relative; uniform
 * @param animals names and sounds; uniform
 * @param weathers groups of adjectives; uniform
 * @param adverbs probabilities at activity 0, step 0; they rotate with both
 * @param frames ways to tell a step
 * @param sentences number of sentences in a story; uniform
 */
public record StoryLanguage(
        Distribution<Activity> activities,
        List<Hero> heroes,
        List<String> relatives,
        List<Animal> animals,
        List<List<String>> weathers,
        Distribution<String> adverbs,
        Distribution<Frame> frames,
        Range sentences) {
    /**
     * How far an adverb's probabilities rotate per activity and per step, so that each step of each activity has its
     * own favourite.
     */
    private static final int ADVERB_TURN_PER_ACTIVITY = 5;

    private static final int ADVERB_TURN_PER_STEP = 3;

    public StoryLanguage {
        heroes = List.copyOf(heroes);
        relatives = List.copyOf(relatives);
        animals = List.copyOf(animals);
        weathers = weathers.stream().map(List::copyOf).toList();
    }

    /**
     * An animal.
     *
     * @param name the word for the animal
     * @param sounds what it may do
     */
    public record Animal(String name, List<String> sounds) {
        public Animal {
            sounds = List.copyOf(sounds);
        }
    }

    /**
     * A range of integers.
     *
     * @param first the smallest
     * @param last the largest
     */
    public record Range(int first, int last) {}

    /** Returns the language {@code talez1}: 374 words, including full stop and comma. */
    public static StoryLanguage talez1() {
        return StoryLanguageFile.TALEZ1;
    }

    /**
     * Returns the language {@code echoes}: 67 words, including the full stop. Only the neighbouring sentence reveals
     * its names and objects.
     */
    public static StoryLanguage echoes() {
        return StoryLanguageFile.ECHOES;
    }

    /** Returns the language of a generator; empty if the generator tells no stories. */
    public static Optional<StoryLanguage> of(GeneratorConfig.Kind generator) {
        return switch (generator) {
            case STORIES -> Optional.of(talez1());
            case ECHOES -> Optional.of(echoes());
            case NONE, UNIFORM -> Optional.empty();
        };
    }

    /** Returns the number of steps in each activity's script. */
    public int steps() {
        return activities.values().get(0).objects().size();
    }

    /** Returns the number of values of {@code latent}, all equally likely. */
    public int values(Latent latent) {
        return switch (latent) {
            case HERO -> heroes.size();
            case RELATIVE -> relatives.size();
            case PLACE -> activities.values().get(0).places().size();
            case ANIMAL -> animals.size();
            case WEATHER -> weathers.size();
        };
    }

    /**
     * Returns the distribution of the words that fill a slot.
     *
     * @param activity index of the activity
     * @param step of its script
     * @param value index of the slot's latent value; ignored if the slot has none
     */
    public Distribution<String> words(Slot slot, int activity, int step, int value) {
        Activity script = activities.values().get(activity);
        return switch (slot) {
            case OBJ -> Distribution.certain(script.object(step));
            case VERB -> Distribution.certain(script.verb(step));
            case TOOL -> Distribution.certain(script.tool(step));
            case ADV -> adverbs.rotated(ADVERB_TURN_PER_ACTIVITY * activity + ADVERB_TURN_PER_STEP * step);
            case NAME -> Distribution.certain(heroes.get(value).name());
            case HE -> Distribution.certain(heroes.get(value).pronoun());
            case HIS -> Distribution.certain(heroes.get(value).possessive());
            case REL -> Distribution.certain(relatives.get(value));
            case PLACE -> Distribution.certain(script.places().get(value));
            case ANIMAL -> Distribution.certain(animals.get(value).name());
            case SOUND -> Distribution.uniform(animals.get(value).sounds());
            case WEATHER -> Distribution.uniform(weathers.get(value));
        };
    }

    /** Returns every word that a story may contain, sorted. */
    public Set<String> vocabulary() {
        return wordClasses().keySet();
    }

    /**
     * Returns every word that a story may contain, sorted, with its class. A word in several classes gets that of its
     * first place.
     */
    public SortedMap<String, WordClass> wordClasses() {
        SortedMap<String, WordClass> words = new TreeMap<>();
        for (Frame frame : frames.values()) {
            for (Part part : frame.parts()) {
                if (part instanceof Part.Word word) {
                    words.putIfAbsent(word.text(), WordClass.FUNCTION_WORD);
                } else if (part instanceof Slot slot) {
                    words(slot).forEach(word -> words.putIfAbsent(word, WordClass.of(slot)));
                }
            }
        }
        return words;
    }

    private List<String> words(Slot slot) {
        List<String> words = new ArrayList<>();
        int values = slot.latent().map(this::values).orElse(1);
        for (int activity = 0; activity < activities.size(); activity++) {
            for (int step = 0; step < steps(); step++) {
                for (int value = 0; value < values; value++) {
                    words.addAll(words(slot, activity, step, value).values());
                }
            }
        }
        return words;
    }

    /**
     * Returns the probability of each step, by index, to be told by the first of {@code window} consecutive sentences
     * of a story. Number of sentences, first step and position of the window are uniform.
     */
    public double[] firstStepOfWindow(int window) {
        double[] odds = new double[steps()];
        int lengths = sentences.last() - sentences.first() + 1;
        for (int length = sentences.first(); length <= sentences.last(); length++) {
            int starts = steps() - length + 1;
            int windows = length - window + 1;
            double each = 1.0 / lengths / starts / windows;
            IntStream.range(0, starts)
                    .flatMap(start -> IntStream.range(start, start + windows))
                    .forEach(step -> odds[step] += each);
        }
        return odds;
    }
}
