package cloze.release;

/** What of a model a folder may hold or lack as a whole. */
public enum ModelPart {
    ENCODER("encoder"),
    /** The layer over [CLS] that the next-sentence head reads. */
    POOLER("pooler"),
    MASKED_LM_HEAD("masked-LM head"),
    NEXT_SENTENCE_HEAD("next-sentence head");

    private final String words;

    ModelPart(String words) {
        this.words = words;
    }

    /** As a message calls it. */
    @Override
    public String toString() {
        return words;
    }
}
