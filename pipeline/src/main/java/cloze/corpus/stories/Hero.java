package cloze.corpus.stories;

/**
 * The main character of a story.
 *
 * @param name of the person
 * @param pronoun "she" or "he"
 * @param possessive "her" or "his"
 */
public record Hero(String name, String pronoun, String possessive) {}
