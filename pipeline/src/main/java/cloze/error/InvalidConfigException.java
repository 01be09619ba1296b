package cloze.error;

import java.util.List;

/** Bad configuration or arguments: every fault found, none first. */
public final class InvalidConfigException extends ClozeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public InvalidConfigException(List<String> problems) {
        super("Configuration has %d problem(s):%n  - %s"
                .formatted(problems.size(), String.join("%n  - ".formatted(), problems)));
        this.problems = List.copyOf(problems);
    }

    /** One line per fault: key, value, rule. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
