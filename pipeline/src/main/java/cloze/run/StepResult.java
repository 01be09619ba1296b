package cloze.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a step, for its manifest and the last lines on the terminal.
 *
 * @param counts numbers of rows, tokens, steps and the like, by name
 * @param summary the key figures, as lines to print
 */
public record StepResult(Map<String, Long> counts, List<String> summary) {
    public StepResult {
        counts = new TreeMap<>(counts);
        summary = List.copyOf(summary);
    }
}
