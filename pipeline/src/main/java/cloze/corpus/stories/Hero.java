package cloze.corpus.stories;

/**
 * Who a story is about.
 *
 * @param name of the person
 * @param pronoun she or he
 * @param possessive her or his
 */
public record Hero(String name, String pronoun, String possessive) {}
