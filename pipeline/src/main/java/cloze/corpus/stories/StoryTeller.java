package cloze.corpus.stories;

import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws stories.
 *
 * @param language the language to tell them in
 * @param seed the run's seed
 */
public record StoryTeller(StoryLanguage language, long seed) {
    private static final String PURPOSE = "generate";

    /** Generates story number {@code index}, independently of all others. */
    public Story story(long index) {
        SplittableRandom random = Seeds.forRow(seed, PURPOSE, index);
        int activity = language.activities().draw(random);
        int length = random.nextInt(
                language.sentences().first(), language.sentences().last() + 1);
        int firstStep = random.nextInt(language.steps() - length + 1);
        Map<Latent, Integer> latents = new EnumMap<>(Latent.class);
        for (Latent latent : Latent.values()) {
            latents.put(latent, random.nextInt(language.values(latent)));
        }
        List<Integer> frames = new ArrayList<>();
        List<List<String>> sentences = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int frame = language.frames().draw(random);
            frames.add(frame);
            sentences.add(sentence(language.frames().values().get(frame), activity, firstStep + i, latents, random));
        }
        return new Story(activity, firstStep, latents, frames, sentences);
    }

    private List<String> sentence(
            Frame frame, int activity, int step, Map<Latent, Integer> latents, SplittableRandom random) {
        List<String> words = new ArrayList<>();
        for (Part part : frame.parts()) {
            if (part instanceof Part.Word word) {
                words.add(word.text());
            } else if (part instanceof Slot slot) {
                int value = slot.latent().map(latents::get).orElse(0);
                Distribution<String> choice = language.words(slot, activity, step, value);
                words.add(choice.values().get(choice.draw(random)));
            }
        }
        return words;
    }
}
