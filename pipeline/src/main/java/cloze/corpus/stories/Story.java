package cloze.corpus.stories;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One document: what was drawn for it, and its words.
 *
 * @param activity index of the activity
 * @param firstStep the step its first sentence tells
 * @param latents index of the value of each latent
 * @param frames index of each sentence's frame
 * @param sentences the words of each sentence
 */
public record Story(
        int activity, int firstStep, Map<Latent, Integer> latents, List<Integer> frames, List<List<String>> sentences) {
    public Story {
        latents = Map.copyOf(latents);
        frames = List.copyOf(frames);
        sentences = sentences.stream().map(List::copyOf).toList();
    }

    /** A sentence per line, a single space between words. */
    public String text() {
        return sentences.stream().map(words -> String.join(" ", words)).collect(Collectors.joining("\n"));
    }
}
