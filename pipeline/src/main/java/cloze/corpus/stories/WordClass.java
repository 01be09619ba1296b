package cloze.corpus.stories;

import java.util.Locale;

/** The role of a word in the language. */
public enum WordClass {
    FUNCTION_WORD,
    PRONOUN,
    /** Object, verb or tool of a script. */
    SCRIPT_WORD,
    PLACE,
    NAME,
    RELATIVE,
    ANIMAL,
    SOUND,
    ADVERB,
    WEATHER;

    static WordClass of(Slot slot) {
        return switch (slot) {
            case OBJ, VERB, TOOL -> SCRIPT_WORD;
            case ADV -> ADVERB;
            case NAME -> NAME;
            case HE, HIS -> PRONOUN;
            case REL -> RELATIVE;
            case PLACE -> PLACE;
            case ANIMAL -> ANIMAL;
            case SOUND -> SOUND;
            case WEATHER -> WEATHER;
        };
    }

    /** Returns the name used in tables, such as {@code function word}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
