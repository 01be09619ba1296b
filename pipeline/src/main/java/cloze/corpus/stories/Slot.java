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
    /** An adverb, drawn at each mention with odds that depend on activity and step. */
    ADV,
    /** The hero's name. */
    NAME(Latent.HERO),
    /** She or he. */
    HE(Latent.HERO),
    /** Her or his. */
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

    /** What fixes the word, or its odds, throughout a story; empty where activity and step do. */
    public Optional<Latent> latent() {
        return latent;
    }
}
