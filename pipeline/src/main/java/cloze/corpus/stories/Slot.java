package cloze.corpus.stories;

import java.util.Optional;

/** A place in a frame whose word depends on the story. */
public enum Slot implements Part {
    /** The step's object. */
    OBJ,
    /** The step's verb. */
    VERB,
    /** The step's tool. */
    TOOL,
    /** An adverb, drawn at each mention with probabilities that depend on activity and step. */
    ADV,
    /** The hero's name. */
    NAME(Latent.HERO),
    /** "she" or "he". */
    HE(Latent.HERO),
    /** "her" or "his". */
    HIS(Latent.HERO),
    REL(Latent.RELATIVE),
    PLACE(Latent.PLACE),
    ANIMAL(Latent.ANIMAL),
    /** What the animal does, drawn at each mention. */
    SOUND(Latent.ANIMAL),
    /** An adjective of the weather's group, drawn at each mention. */
    WEATHER(Latent.WEATHER);

    private final Optional<Latent> latent;

    Slot() {
        this.latent = Optional.empty();
    }

    Slot(Latent latent) {
        this.latent = Optional.of(latent);
    }

    /**
     * Returns the latent that determines the word, or its probabilities, throughout a story; empty if activity and step
     * do.
     */
    public Optional<Latent> latent() {
        return latent;
    }
}
