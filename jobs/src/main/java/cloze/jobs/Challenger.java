package cloze.jobs;

import cloze.artifact.EvaluationTables;
import cloze.artifact.PreparedExamples;
import cloze.artifact.UnseenDocuments;
import cloze.config.ExportConfig;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.jobs.Contest.Decision;
import cloze.jobs.RunRow.Outcome;
import cloze.jobs.command.RunOptions;
import cloze.provenance.CodeVersion;
import cloze.provenance.Fingerprint;
import cloze.provenance.InputIdentities;
import cloze.provenance.Manifest;
import cloze.random.Seeds;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The model of one run: examples of the new documents, some older ones, training, comparison with the champion.
 *
 * @param run names the run by everything its result depends on: one of the same name goes on where this one was killed
 * @param steps what is done
 * @param state the registry
 * @param wanted which documents are new
 */
record Challenger(String run, RetrainSteps steps, RegistryState state, UnseenDocuments wanted) {
    private static final String SEED_OF_TRAINING = "retrain";
    private static final int DIGITS = 16;

    /**
     * A challenger that is ready.
     *
     * @param row what the runs table is to say of it
     * @param lines what a user wants to see
     */
    record Result(RunRow row, List<String> lines) {}

    /** @param config the steps': see {@link RetrainSettings} */
    static Challenger of(
            SparkSession spark, RunConfig config, RegistryState state, UnseenDocuments wanted, RunOptions options)
            throws IOException {
        List<String> inputs = new ArrayList<>(PrepareJob.of(wanted).inputs(config));
        if (!config.model().isEmpty()) {
            inputs.add(config.model());
        }
        List<String> parts = new ArrayList<>(List.of(
                Integer.toString(state.next()),
                state.lineage().toString(),
                wanted.toString(),
                Long.toString(config.seed()),
                config.corpus().toString(),
                config.vocabulary().toString(),
                config.examples().toString(),
                config.network().toString(),
                config.training().ofResult().toString(),
                config.evaluation().toString(),
                config.retrain().ofResult().toString(),
                CodeVersion.current().toString()));
        parts.addAll(InputIdentities.of(inputs, spark.sparkContext().hadoopConfiguration()));
        String run = Fingerprint.of(parts).substring(0, DIGITS);
        return new Challenger(
                run, new RetrainSteps(spark, config, state.registry().work(run), options), state, wanted);
    }

    /** Makes it, or what of it is not made yet. */
    Result make(NewTexts texts) throws Exception {
        long start = System.nanoTime();
        RunConfig config = steps.config();
        String prepared = steps.folder(Ending.PREPARED);
        Manifest examples = steps.run(PrepareJob.of(wanted), config.withOutput(prepared));
        var trials = new Trials(steps);
        var contest = new Contest(trials, config, frozen(prepared), prepared, hasNewHeldOut());
        double surprise = isFirst() ? Double.NaN : contest.surprise();
        Mixed mixed = mixed(prepared);
        RunConfig pretrain =
                config.withPrepared(mixed.folder()).withSeed(trainingSeed()).withOutput(steps.folder("pretrain"));
        steps.run(new PretrainJob(), pretrain);
        Decision decision = isFirst() ? contest.unopposed(pretrain.output()) : contest.decide(pretrain.output());
        steps.run(
                new ExportJob(),
                config.withModel(pretrain.output())
                        .withOutput(steps.folder(Ending.MODEL))
                        .withExport(new ExportConfig(contest.evaluation())));
        VocabularyDrift drift = VocabularyDrift.of(steps.spark(), frozen(prepared), prepared);
        List<String> lines = write(trials.table(), decision.table(), drift);
        var row = new RunRow(
                run,
                RunRow.now(),
                decision.verdict().promoted() ? Outcome.PROMOTED : Outcome.KEPT,
                state.next(),
                state.championNumber(),
                new RunRow.Amounts(
                        texts.documents(Documents.TRAIN),
                        hasNewHeldOut() ? texts.documents(Documents.VALIDATION) : 0,
                        examples.counts().get(PreparedExamples.countName(Documents.TRAIN)),
                        mixed.replayed()),
                decision.compared(),
                drift.ofTraining().withSurprise(surprise),
                (System.nanoTime() - start) * 1e-9,
                decision.verdict().reason());
        return new Result(row, lines);
    }

    /**
     * What is trained on.
     *
     * @param folder a prepare output
     * @param replayed how many of its training examples are older ones
     */
    private record Mixed(String folder, long replayed) {}

    private Mixed mixed(String prepared) throws Exception {
        if (isFirst()) {
            return new Mixed(prepared, 0);
        }
        String folder = steps.folder("mixed");
        Manifest mixed = steps.run(
                new ReplayJob(prepared, state.lineage(), state.next()),
                steps.config().withOutput(folder));
        return new Mixed(folder, mixed.counts().get(ReplayJob.REPLAYED));
    }

    /** Each run has an order, dropout and masks of its own: a replayed example is masked otherwise than before. */
    private long trainingSeed() throws IOException {
        long seed = steps.config().seed();
        return isFirst() ? seed : Seeds.key(seed, SEED_OF_TRAINING, state.next());
    }

    private boolean isFirst() {
        return state.champion().isEmpty();
    }

    private boolean hasNewHeldOut() {
        return wanted.splits().contains(Documents.VALIDATION);
    }

    /** The examples with the frozen held-out documents: a first run's own. */
    private String frozen(String prepared) {
        return isFirst() ? prepared : state.registry().validation().toString();
    }

    /** Puts the tables beside the model; gives what a user wants to see of them. */
    private List<String> write(SmallTable evaluations, Optional<SmallTable> comparison, VocabularyDrift drift) {
        Configuration hadoop = steps.spark().sparkContext().hadoopConfiguration();
        String folder = new Path(steps.folder(Ending.MODEL), EvaluationTables.FOLDER).toString();
        evaluations.write(hadoop, folder, EvaluationTables.EVALUATION);
        drift.table().write(hadoop, folder, "drift");
        List<String> lines = new ArrayList<>();
        comparison.ifPresent(table -> {
            table.write(hadoop, folder, "comparison");
            lines.addAll(table.markdown().lines().toList());
        });
        lines.add(drift.shown());
        return lines;
    }
}
