package cloze.config;

import cloze.error.InvalidConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the faults in one part of the configuration, so that they are reported together. */
public final class Problems {
    private final String section;
    private final List<String> found = new ArrayList<>();

    private Problems(String section) {
        this.section = section;
    }

    /**
     * Runs all checks of {@code section} (empty for the top level), then throws once with every fault found.
     *
     * @throws InvalidConfigException if any rule was broken
     */
    public static void check(String section, Consumer<Problems> checks) {
        var problems = new Problems(section);
        checks.accept(problems);
        if (!problems.found.isEmpty()) {
            throw new InvalidConfigException(problems.found);
        }
    }

    /** Records a fault with key, value and rule unless {@code holds}. */
    public Problems require(boolean holds, String key, Object actual, String rule) {
        if (!holds) {
            String path = section.isEmpty() ? key : section + "." + key;
            found.add("%s = %s: %s".formatted(path, actual, rule));
        }
        return this;
    }
}
