package cloze.release;

/** The parts of a model that a folder may contain or lack as a whole. */
public enum ModelPart {
    ENCODER("encoder"),
    /** The layer on top of [CLS] that the next-sentence head reads. */
    POOLER("pooler"),
    MASKED_LM_HEAD("masked-LM head"),
    NEXT_SENTENCE_HEAD("next-sentence head"),
    /** The output layer of a fine-tuned model, on top of the pooler. */
    CLASSIFIER("classifier");

    private final String words;

    ModelPart(String words) {
        this.words = words;
    }

    /** Returns the part's name in messages. */
    @Override
    public String toString() {
        return words;
    }
}
