package cloze.dataset;

import java.util.Arrays;
import java.util.List;

/** What the network learns to predict. Tables hold the tasks in this order. */
public enum Task {
    /** The original piece at each masked position. */
    MASKED_LM("masked_lm", "mlm", "masked words"),
    /** Whether segment B follows segment A: label 0 is next, 1 random. */
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

    /** What the names of the task's columns begin with. */
    public String key() {
        return key;
    }

    /** The task on a line with little room. */
    public String abbreviation() {
        return abbreviation;
    }

    /** The task in a report. */
    public String label() {
        return label;
    }

    /** The tasks that give each pair of segments one label, 0 or 1. */
    public static List<Task> ofPairs() {
        return OF_PAIRS;
    }
}
