package cloze.dataset;

import java.util.Arrays;
import java.util.List;

/** A prediction task of the network. Tables list the tasks in this order. */
public enum Task {
    /** Predicting the original piece at each masked position. */
    MASKED_LM("masked_lm", "mlm", "masked words"),
    /** Predicting whether segment B follows segment A; label 0 is next, 1 is random. */
    NEXT_SENTENCE("next_sentence", "nsp", "next sentence");

    private static final List<Task> OF_PAIRS =
            Arrays.stream(values()).filter(task -> task != MASKED_LM).toList();

    private final String key;
    private final String abbreviation;
    private final String label;

    Task(String key, String abbreviation, String label) {
        this.key = key;
        this.abbreviation = abbreviation;
        this.label = label;
    }

    /** Returns the prefix of the task's column names. */
    public String key() {
        return key;
    }

    /** Returns an abbreviation for short lines. */
    public String abbreviation() {
        return abbreviation;
    }

    /** Returns the label of the task in reports. */
    public String label() {
        return label;
    }

    /** Returns the tasks that give each pair of segments one label, 0 or 1. */
    public static List<Task> ofPairs() {
        return OF_PAIRS;
    }
}
