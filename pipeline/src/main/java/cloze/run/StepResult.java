package cloze.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a step leaves in its manifest and prints last.
 *
 * @param counts rows, tokens, steps and the like, by name
 * @param summary the lines a user wants to see: the numbers that matter
 */
public record StepResult(Map<String, Long> counts, List<String> summary) {
    public StepResult {
        counts = new TreeMap<>(counts);
        summary = List.copyOf(summary);
    }
}
