package cloze.forget;

import cloze.config.CorpusConfig;
import cloze.config.RunConfig;
import cloze.error.InvalidInputException;
import cloze.release.registry.Registry;
import cloze.release.registry.Version;
import cloze.retrain.RegistryState;
import cloze.retrain.ResultPublication;
import cloze.retrain.Retraining;
import cloze.retrain.RunOrder;
import cloze.retrain.RunRow.Outcome;
import cloze.retrain.RunRow.Past;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the nights of a plan again, in order, in a registry of their own. A killed replay goes on with the first night that is not there.
 *
 * @param into the registry of the replayed nights
 * @param reached receives each milestone of a night when it is reached
 */
record ReplayedNights(
        SparkSession spark,
        ReplayPlan plan,
        FoundDocuments found,
        RecordedSettings settings,
        NightPools pools,
        Registry into,
        Consumer<ResultPublication.Milestone> reached) {

    /**
     * What became of the nights.
     *
     * @param numbers the number of each version that was made again, by its number before
     * @param notes what was not repeated as it was, in sentences
     */
    record Outcomes(Map<Integer, Integer> numbers, List<String> notes) {}

    /** @param corpora what each night reads */
    Outcomes run(RunOrder order, Map<Integer, CorpusConfig> corpora) throws Exception {
        Map<Integer, Integer> numbers = new HashMap<>();
        List<String> notes = new ArrayList<>();
        int nights = plan.nights().size();
        int night = 0;
        for (int i = 0; i < plan.runs().size(); i++) {
            Past run = plan.runs().get(i);
            RunOrder then = order.at(InstantSource.fixed(run.finished()));
            if (run.madeVersion()) {
                night++;
                order.observer()
                        .phase("replaying night %d of %d: that of version %d".formatted(night, nights, run.version()));
                replay(run, then, corpora.get(run.version()), numbers, notes);
            } else if (run.is(Outcome.ROLLED_BACK)) {
                rollBack(run, then, numbers, notes);
            } else {
                if (run.is(Outcome.FAILED)) {
                    notes.add("The failed run of %s stands as it was; what it read is not recorded."
                            .formatted(run.finished()));
                }
                new Retraining(spark, settings.today()).repeatRow(into, then, plan.row(i));
            }
        }
        return new Outcomes(numbers, notes);
    }

    private void replay(
            Past run, RunOrder order, CorpusConfig corpus, Map<Integer, Integer> numbers, List<String> notes)
            throws Exception {
        if (into.champion().isEmpty() && pools.documents(run.version()).isEmpty()) {
            notes.add("The night of version %d had no other documents; the registry begins with a later one."
                    .formatted(run.version()));
            return;
        }
        RunConfig recorded = settings.of(run.version()).withCorpus(corpus);
        RunConfig config = into.champion().isPresent() ? recorded : settings.beginning(recorded);
        if (config.retrain().timeLimit().seconds() > 0) {
            notes.add("The training of version %d had a time limit and has it again: it may end after other rounds."
                    .formatted(run.version()));
        }
        try {
            new Retraining(spark, config, reached)
                    .repeat(into, order, state -> new StoredRead(spark, plan.registry(), run, state, pools, found));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "The night of version %d fails without these documents: %s. Nothing was forgotten. With a relaxed limit (keys of examples.gates, retrain.max-surprise) the night is replayed under that"
                            .formatted(run.version(), e.getMessage()),
                    e);
        }
        Past made = RegistryState.read(spark, into).past().stream()
                .filter(one -> one.finished().equals(run.finished()))
                .findFirst()
                .orElseThrow();
        if (!made.madeVersion()) {
            notes.add(
                    "The night of version %d has too few documents without these; what is left waits for the next night."
                            .formatted(run.version()));
            return;
        }
        numbers.put(run.version(), made.version());
        if (made.is(Outcome.PROMOTED) != run.is(Outcome.PROMOTED)) {
            notes.add("Version %d was %s; made again as version %d, it is %s."
                    .formatted(
                            run.version(),
                            run.is(Outcome.PROMOTED) ? "promoted" : "kept",
                            made.version(),
                            made.is(Outcome.PROMOTED) ? "promoted" : "kept"));
        }
    }

    /** An order to go back from a version means that version: if another one is champion this time, it stays. */
    private void rollBack(Past run, RunOrder order, Map<Integer, Integer> numbers, List<String> notes)
            throws Exception {
        int meant = numbers.getOrDefault(run.before(), run.before() < plan.from() ? run.before() : 0);
        boolean isDone = RegistryState.read(spark, into).past().stream()
                .anyMatch(one -> one.finished().equals(run.finished()));
        int champion = into.champion().map(Version::number).orElse(0);
        if (isDone || (champion == meant && meant != 0)) {
            new Retraining(spark, settings.today()).repeatRollback(into, order);
        } else {
            notes.add(
                    "The rollback from version %d of %s is left out, because that version is not the champion this time."
                            .formatted(run.before(), run.finished()));
        }
    }
}
