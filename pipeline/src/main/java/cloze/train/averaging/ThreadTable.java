package cloze.train.averaging;

import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fastest number of threads per task on a machine, as measured by the benchmark.
 *
 * @param threads number of threads by the number of concurrent tasks
 */
public record ThreadTable(SortedMap<Integer, Integer> threads) {
    /** System property: {@code tasks:threads} pairs joined by commas, such as {@code 1:2,2:1}. */
    public static final String PROPERTY = "cloze.threads";

    private static final String PAIRS = "|\\d{1,4}:[1-9]\\d{0,3}(,\\d{1,4}:[1-9]\\d{0,3})*";

    public ThreadTable {
        threads = new TreeMap<>(threads);
    }

    /**
     * Parses the system property.
     *
     * @throws InvalidConfigException if it is malformed
     */
    public static ThreadTable current() {
        return parse(System.getProperty(PROPERTY, ""));
    }

    static ThreadTable parse(String text) {
        if (!text.matches(PAIRS)) {
            throw new InvalidConfigException(List.of(
                    "system property %s = %s: must be tasks:threads pairs joined by commas, such as 1:2,2:1 (deploy/threads.env)"
                            .formatted(PROPERTY, text)));
        }
        SortedMap<Integer, Integer> threads = new TreeMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int colon = pair.indexOf(':');
            threads.put(Integer.parseInt(pair.substring(0, colon)), Integer.parseInt(pair.substring(colon + 1)));
        }
        return new ThreadTable(threads);
    }

    /**
     * Returns the number of threads for each of {@code tasks} concurrent tasks. If that number was not measured,
     * divides {@code cores} evenly.
     */
    int forTasks(int tasks, int cores) {
        return threads.getOrDefault(tasks, Math.max(1, cores / tasks));
    }

    /** Formats the table as in the property. */
    @Override
    public String toString() {
        return threads.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
