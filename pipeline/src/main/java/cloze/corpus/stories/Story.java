package cloze.corpus.stories;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One document: the values drawn for it, and its words.
 *
 * @param activity index of the activity
 * @param firstStep the step that its first sentence tells
 * @param latents index of each latent's value
 * @param frames index of each sentence's frame
 * @param sentences words of each sentence
 */
public record Story(
        int activity, int firstStep, Map<Latent, Integer> latents, List<Integer> frames, List<List<String>> sentences) {
    public Story {
        latents = Map.copyOf(latents);
        frames = List.copyOf(frames);
        sentences = sentences.stream().map(List::copyOf).toList();
    }

    /** Returns one sentence per line, with a single space between words. */
    public String text() {
        return sentences.stream().map(words -> String.join(" ", words)).collect(Collectors.joining("\n"));
    }
}
