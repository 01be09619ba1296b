package cloze.retrain;

import cloze.artifact.EvaluationTables;
import cloze.artifact.ExportStep;
import cloze.artifact.PreparedExamples;
import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.corpus.source.TableIdentities;
import cloze.dataset.Documents;
import cloze.prepare.PrepareStep;
import cloze.pretrain.PretrainStep;
import cloze.provenance.CodeVersion;
import cloze.provenance.Fingerprint;
import cloze.provenance.InputIdentities;
import cloze.provenance.Manifest;
import cloze.random.Seeds;
import cloze.retrain.ChampionComparison.Decision;
import cloze.retrain.RunRow.Outcome;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Builds the model of one run: examples of the new documents, a mixture with older ones, training, comparison with the
 * champion.
 */
final class RetrainPipeline {
    private static final String SEED_OF_TRAINING = "retrain";
    private static final int DIGITS = 16;

    /**
     * A challenger that is ready for publication.
     *
     * @param row the row for the runs table
     * @param lines lines to print
     */
    record Result(RunRow row, List<String> lines) {}

    private final String run;
    private final RetrainSteps steps;
    private final RegistryState state;
    private final UnseenDocuments wanted;

    private RetrainPipeline(String run, RetrainSteps steps, RegistryState state, UnseenDocuments wanted) {
        this.run = run;
        this.steps = steps;
        this.state = state;
        this.wanted = wanted;
    }

    /**
     * Plans a run.
     *
     * @param config the configuration of the steps; see {@link RetrainSettings}
     * @param wanted selects the new documents
     */
    static RetrainPipeline of(
            SparkSession spark, RunConfig config, RegistryState state, UnseenDocuments wanted, RunOrder order)
            throws IOException {
        List<String> inputs = new ArrayList<>(PrepareStep.of(wanted).inputs(config));
        if (!config.model().isEmpty()) {
            inputs.add(config.model());
        }
        List<String> parts = new ArrayList<>(List.of(
                Integer.toString(state.nextVersion()),
                state.lineage().toString(),
                wanted.toString(),
                Long.toString(config.seed()),
                config.corpus().toString(),
                config.vocabulary().toString(),
                config.examples().withoutGates().toString(),
                config.network().toString(),
                config.training().ofResult().toString(),
                config.evaluation().toString(),
                config.retrain().ofResult().toString(),
                CodeVersion.current().toString()));
        parts.addAll(Section.values(List.of(Section.CURATE), config));
        parts.addAll(InputIdentities.of(inputs, spark.sparkContext().hadoopConfiguration()));
        parts.addAll(TableIdentities.of(spark, config.corpus()));
        String run = Fingerprint.of(parts).substring(0, DIGITS);
        return new RetrainPipeline(
                run, new RetrainSteps(spark, config, state.registry().work(run), order), state, wanted);
    }

    /**
     * Returns the name of the run, a fingerprint of everything its result depends on. A killed run resumes under the
     * same name.
     */
    String run() {
        return run;
    }

    /** Builds the model. A resumed run skips the steps that are done. */
    Result make(NewTexts texts, NightlyRead read) throws Exception {
        long start = System.nanoTime();
        RunConfig config = steps.config();
        String prepared = steps.folder(ResultPublication.PREPARED);
        Manifest examples = steps.run(PrepareStep.of(wanted), config.withOutput(prepared));
        if (texts.areAllIn(wanted.splits())) {
            read.mark(prepared);
        }
        String gone = steps.folder(NightlyRead.REMOVED);
        read.gone().write(gone);
        // Training needs the memory.
        read.close();
        var evaluations = new NightlyEvaluations(steps, frozen(prepared), prepared);
        var comparison = new ChampionComparison(steps, evaluations, hasNewHeldOut(), state);
        long measuring = System.nanoTime();
        double surprise = isFirst() ? Double.NaN : comparison.lossIncreaseOnNewText();
        // The challenger is measured where the champion was, and both on the documents of recent nights.
        double toCompare = 2 * secondsSince(measuring);
        Mixed mixed = mixed(prepared);
        var limit = new TimeLimit(config.retrain().timeLimit(), StoredPath.of(steps.folder("time-budget")));
        RunConfig pretrain = config.withPrepared(mixed.folder())
                .withSeed(trainingSeed())
                .withTraining(limit.within(steps.hadoop(), config.training(), () -> secondsSince(start) + toCompare))
                .withOutput(steps.folder("pretrain"));
        steps.run(new PretrainStep(), pretrain);
        Decision decision = isFirst() ? comparison.unopposed(pretrain.output()) : comparison.decide(pretrain.output());
        steps.run(
                new ExportStep(),
                config.withModel(pretrain.output())
                        .withOutput(steps.folder(ResultPublication.MODEL))
                        .withExport(config.export().showing(evaluations.evaluation())));
        VocabularyDrift drift = VocabularyDrift.of(steps.hadoop(), frozen(prepared), prepared);
        List<String> lines = write(evaluations, decision.table(), drift);
        publish(gone);
        read.gone().shown().ifPresent(lines::add);
        var row = new RunRow(
                run,
                RunRow.shown(steps.now()),
                decision.verdict().promoted() ? Outcome.PROMOTED : Outcome.KEPT,
                state.nextVersion(),
                state.championNumber(),
                new RunRow.Amounts(
                        texts.documents(Documents.TRAIN),
                        hasNewHeldOut() ? texts.documents(Documents.VALIDATION) : 0,
                        examples.counts().get(PreparedExamples.countName(Documents.TRAIN)),
                        mixed.replayed(),
                        read.gone().removed(),
                        read.gone().changed()),
                decision.compared(),
                drift.ofTraining().withSurprise(surprise),
                secondsSince(start),
                decision.verdict().reason());
        return new Result(row, lines);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    /**
     * The training examples of the run.
     *
     * @param folder a prepare output
     * @param replayed number of older examples among its training examples
     */
    private record Mixed(String folder, long replayed) {}

    private Mixed mixed(String prepared) throws Exception {
        if (isFirst()) {
            return new Mixed(prepared, 0);
        }
        String folder = steps.folder("mixed");
        Manifest mixed = steps.run(
                new ReplayStep(prepared, state.lineage(), state.nextVersion()),
                steps.config().withOutput(folder));
        return new Mixed(folder, mixed.counts().get(ReplayStep.REPLAYED));
    }

    /**
     * Derives a seed per run, so that each has its own order, dropout and masks. A replayed example thus gets other
     * masks than before.
     */
    private long trainingSeed() throws IOException {
        long seed = steps.config().seed();
        return isFirst() ? seed : Seeds.key(seed, SEED_OF_TRAINING, state.nextVersion());
    }

    private boolean isFirst() {
        return state.champion().isEmpty();
    }

    private boolean hasNewHeldOut() {
        return wanted.splits().contains(Documents.VALIDATION);
    }

    /** Returns the prepare output with the frozen held-out documents; for a first run, its own. */
    private String frozen(String prepared) {
        return isFirst() ? prepared : state.registry().validation().toString();
    }

    /** Moves the table {@code gone} to those beside the model. */
    private void publish(String gone) throws IOException {
        Path from = StoredPath.of(gone);
        FileSystem files = from.getFileSystem(steps.hadoop());
        var to = new Path(tables(), NightlyRead.REMOVED);
        files.delete(to, true);
        if (!files.rename(from, to)) {
            throw new IOException("Cannot rename %s to %s".formatted(from, to));
        }
    }

    private Path tables() {
        return new Path(StoredPath.of(steps.folder(ResultPublication.MODEL)), EvaluationTables.FOLDER);
    }

    /** Writes the tables beside the model, and returns lines to print. */
    private List<String> write(NightlyEvaluations evaluations, Optional<SmallTable> comparison, VocabularyDrift drift) {
        Configuration hadoop = steps.hadoop();
        String folder = tables().toString();
        evaluations.table().write(hadoop, folder, EvaluationTables.EVALUATION);
        EvaluationTables.read(hadoop, evaluations.evaluation(), EvaluationTables.SLICES)
                .write(hadoop, folder, EvaluationTables.SLICES);
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
