package cloze.error;

import java.util.List;

/** The configuration or the arguments are invalid. Reports every problem at once. */
public final class InvalidConfigException extends ClozeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public InvalidConfigException(List<String> problems) {
        super("Configuration has %d problem(s):%n  - %s"
                .formatted(problems.size(), String.join("%n  - ".formatted(), problems)));
        this.problems = List.copyOf(problems);
    }

    /** Returns one line per problem: key, value, violated rule. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
