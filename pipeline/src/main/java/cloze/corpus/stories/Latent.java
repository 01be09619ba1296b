package cloze.corpus.stories;

/** What is drawn once for a story, besides its activity, and then shows in many of its words. Each uniform, all independent. */
public enum Latent {
    HERO,
    RELATIVE,
    /** One of the activity's places. */
    PLACE,
    ANIMAL,
    /** A group of adjectives; each mention draws one of them. */
    WEATHER
}
