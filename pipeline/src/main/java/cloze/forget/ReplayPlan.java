package cloze.forget;

import cloze.release.registry.Registry;
import cloze.release.registry.RunsTable;
import cloze.release.registry.Version;
import cloze.retrain.RegistryState;
import cloze.retrain.RunRow.Past;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * The runs of a registry that are replayed. It begins at the newest night that started from a version that is still kept and that, like
 * all nights before it, has seen none of the documents.
 *
 * @param state the registry
 * @param table its runs
 * @param start index of the first run that is replayed
 */
record ReplayPlan(RegistryState state, SmallTable table, int start) {
    /** @param first number of the first version that has seen one of the documents */
    static ReplayPlan of(RegistryState state, SmallTable table, int first) throws IOException {
        List<Past> past = state.past();
        Set<Integer> kept = new HashSet<>();
        for (Version version : state.registry().versions()) {
            kept.add(version.number());
        }
        int start = IntStream.range(0, past.size())
                .filter(i -> past.get(i).madeVersion() && past.get(i).version() <= first)
                .filter(i ->
                        past.get(i).before() == 0 || kept.contains(past.get(i).before()))
                .max()
                .orElseThrow();
        return new ReplayPlan(state, table, start);
    }

    Registry registry() {
        return state.registry();
    }

    /** Returns the runs that are replayed. */
    List<Past> runs() {
        return state.past().subList(start, state.past().size());
    }

    /** Returns the row of the {@code i}-th of them. */
    Row row(int i) {
        return table.rows().get(start + i);
    }

    /** Returns those that made a version. */
    List<Past> nights() {
        return runs().stream().filter(Past::madeVersion).toList();
    }

    /** Returns the number of the first version that is replaced. */
    int from() {
        return runs().get(0).version();
    }

    /** Returns the number of the champion that the first replayed night starts from; empty if it had none. */
    Optional<Integer> before() {
        int number = runs().get(0).before();
        return number == 0 ? Optional.empty() : Optional.of(number);
    }

    /** Returns the versions that are replaced and still kept. */
    List<Version> versions() throws IOException {
        return registry().versions().stream()
                .filter(version -> version.number() >= from())
                .toList();
    }

    /** Returns the names of the replaced runs. */
    List<String> names() {
        return names(start, table.rows().size());
    }

    /** Returns the names of the runs that stay. */
    List<String> kept() {
        return names(0, start);
    }

    private List<String> names(int begin, int end) {
        return table.rows().subList(begin, end).stream()
                .map(row -> (String) table.value(row, RunsTable.RUN))
                .collect(Collectors.toList());
    }
}
