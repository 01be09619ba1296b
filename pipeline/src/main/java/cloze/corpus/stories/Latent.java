package cloze.corpus.stories;

/**
 * A value drawn once per story, besides its activity, that determines many of its words. Latents are uniform and
 * independent.
 */
public enum Latent {
    HERO,
    RELATIVE,
    /** One of the activity's places. */
    PLACE,
    ANIMAL,
    /** A group of adjectives; each mention draws one of them. */
    WEATHER
}
