package cloze.corpus.stories;

/** One token of a frame: a fixed word or a slot. */
public sealed interface Part permits Part.Word, Slot {
    /**
     * A word that is the same in every sentence of the frame.
     *
     * @param text the word
     */
    record Word(String text) implements Part {}
}
