package cloze.train.state;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A file that holds a range of every vector of a state.
 *
 * @param file its name
 * @param from the first parameter
 * @param to the parameter after the last one
 */
public record StatePart(String file, int from, int to) implements Serializable {
    public StatePart {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("%s: expected a range, found %d to %d".formatted(file, from, to));
        }
    }

    /**
     * Compares {@code parts} with the parameters they must hold, each exactly once.
     *
     * @param parameters number of parameters
     * @return what is wrong, if anything: what was expected and what was found
     */
    public static Optional<String> fault(List<StatePart> parts, int parameters) {
        int next = 0;
        for (StatePart part :
                parts.stream().sorted(Comparator.comparingInt(StatePart::from)).toList()) {
            if (part.from() != next) {
                return Optional.of("expected a part that begins with parameter %d, found %s of %d to %d"
                        .formatted(next, part.file(), part.from(), part.to()));
            }
            next = part.to();
        }
        return next == parameters
                ? Optional.empty()
                : Optional.of("expected parts of %d parameters, found %d".formatted(parameters, next));
    }
}
