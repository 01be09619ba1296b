package cloze.corpus.stories;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A language of short stories, as a value: its words, its frames and their probabilities.
 *
 * <p>A story draws an activity, how many sentences it has and at which step of the activity's script it begins, one value of each
 * {@link Latent}, and for each sentence a frame. Sentence i tells step firstStep + i. {@link #words} then says which words may fill a slot.
 *
 * @param activities the scripts, all of the same number of steps
 * @param heroes who it may be about; uniform
 * @param relatives words for the hero's relative; uniform
 * @param animals what each animal is called and does; uniform
 * @param weathers groups of adjectives; uniform
 * @param adverbs odds at activity 0, step 0; they move on with both
 * @param frames ways to tell a step
 * @param sentences how many sentences a story has, uniform
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
    /** How far an adverb's odds move for each activity and each step: every step of every activity has its own favourite. */
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
     * @param name what it is called
     * @param sounds what it may do
     */
    public record Animal(String name, List<String> sounds) {
        public Animal {
            sounds = List.copyOf(sounds);
        }
    }

    /**
     * Whole numbers.
     *
     * @param first the smallest
     * @param last the largest
     */
    public record Range(int first, int last) {}

    /** The language {@code talez1}: 374 words, full stop and comma included. */
    public static StoryLanguage talez1() {
        return StoryLanguageFile.TALEZ1;
    }

    /** Steps of each activity's script. */
    public int steps() {
        return activities.values().get(0).objects().size();
    }

    /** How many values {@code latent} has, each as likely. */
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
     * The words that may fill a slot.
     *
     * @param activity index of the activity
     * @param step of its script
     * @param value index of the slot's latent value; any where the slot has none
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

    /** Every word that a story may hold, sorted. */
    public Set<String> vocabulary() {
        return wordClasses().keySet();
    }

    /** Every word that a story may hold, sorted, with its class: that of the first place it may stand in. */
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
     * How likely a story's first of {@code window} consecutive sentences, drawn uniformly, tells each step; index is the step. Number of
     * sentences, first step and window are each uniform.
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
