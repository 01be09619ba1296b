package cloze.pretrain;

import cloze.artifact.PhasedExamples;
import cloze.artifact.PreparedExamples;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.config.TrainingConfig;
import cloze.provenance.OutputFolder;
import cloze.release.ModelFolder;
import cloze.release.TrainedModel;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.run.TrainingWatch;
import cloze.train.Pretraining;
import cloze.train.PretrainingRequest;
import cloze.train.PretrainingResult;
import cloze.train.SparkTrainers;
import cloze.train.TrainingHooks;
import cloze.train.epoch.ShardSources;
import cloze.train.plan.TrainingPlan;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains the network on prepared examples. A killed run resumes from the newest checkpoint. */
public final class PretrainStep implements Step {
    private static final Logger LOG = LoggerFactory.getLogger(PretrainStep.class);

    /** The prepare outputs of all length phases. */
    private static final Section EXAMPLES = Section.ofFiles("prepared", PhasedExamples::folders);

    @Override
    public String name() {
        return "pretrain";
    }

    @Override
    public List<Section> sections() {
        return List.of(
                Section.SEED,
                Section.OUTPUT,
                EXAMPLES,
                Section.MODEL,
                Section.NETWORK,
                Section.TRAINING,
                Section.TRACKING);
    }

    @Override
    public OutputFolder.Mode mode() {
        return OutputFolder.Mode.RESUMABLE;
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        SparkTrainers.check(spark);
        TrainingStart.network(spark, config, PhasedExamples.open(spark, config));
        if (!config.model().isEmpty()) {
            TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model())
                    .check();
        }
    }

    @Override
    public StepResult run(StepContext context) throws IOException {
        RunConfig config = context.config();
        var examples = PhasedExamples.open(context.spark(), config);
        TrainingConfig training = training(config, examples);
        NetworkConfig network = TrainingStart.network(context.spark(), config, examples);
        describeTokenizer(context, examples.heldOut(), network);
        TrainingStart start = TrainingStart.of(context, examples, network);
        List<Long> counts = examples.counts();
        long count = counts.stream().mapToLong(Long::longValue).sum();
        context.phase("training on %d examples".formatted(count));
        var request = new PretrainingRequest(
                network,
                training,
                config.seed(),
                counts,
                start.parameters(),
                context.output().toString(),
                context.fingerprint());
        var plan = new TrainingPlan(training, counts, config.seed());
        List<String> warnings = new OuterOptimiser(training, plan.rounds()).warnings();
        warnings.forEach(LOG::warn);
        var shards = new TrainingShards(
                examples.phases(), plan::phaseOf, training, config.seed(), new Path(context.output(), "shards"));
        PretrainingResult result = train(
                context,
                examples.heldOut(),
                request,
                TrainingHooks.of(
                        SparkTrainers.of(context.spark(), config.experiment().runsAtOnce()),
                        new ShardSources(context.spark(), shards)));
        shards.finished();
        List<String> notes = new ArrayList<>(start.notes());
        notes.addAll(warnings);
        if (!training.equals(config.training())) {
            notes.add(
                    "Trained on masked words only: with examples.objective = mlm-only, second segments always follow the first");
        }
        return new StepResult(
                Map.of(
                        VocabularyFile.PIECES,
                        (long) examples.vocabulary().size(),
                        "train_examples",
                        count,
                        "rounds",
                        (long) result.rounds(),
                        "steps",
                        (long) result.steps(),
                        "training_milliseconds",
                        Math.round(result.seconds() * 1000)),
                TrainingSummary.lines(result, notes));
    }

    private static PretrainingResult train(
            StepContext context, PreparedExamples examples, PretrainingRequest request, TrainingHooks hooks) {
        TrainingConfig training = request.training();
        try (TrainingWatch watch =
                context.observer().training(request, context.config().tracking())) {
            TrainingHooks watched = hooks.withProgress(watch);
            PretrainingResult result;
            if (training.earlyStopping().every() == 0) {
                result = new Pretraining(context.hadoop(), request, watched).run();
            } else {
                int count = training.earlyStopping().examples();
                try (var heldOut = new HeldOutExamples(examples, request.network(), count)) {
                    result = new Pretraining(context.hadoop(), request, watched.withHeldOut(heldOut)).run();
                }
            }
            watch.finished();
            return result;
        }
    }

    /**
     * Writes vocabulary and tokenizer settings beside the checkpoints; without them the rows of the word table have no
     * meaning.
     */
    private static void describeTokenizer(StepContext context, PreparedExamples examples, NetworkConfig network)
            throws IOException {
        VocabularyFile.at(context.below("vocab.txt")).write(examples.vocabulary(), context.hadoop());
        ModelFolder.at(context.output().getFileSystem(context.hadoop()), context.output())
                .describeTokenizer(examples.vocabulary(), examples.tokenizer(), network.maxPositionEmbeddings());
    }

    /** Returns the configured training, without the next-sentence loss if all pairs have the same label. */
    private static TrainingConfig training(RunConfig config, PhasedExamples examples) {
        return examples.haveTwoKindsOfPairs() || config.training().nextSentenceWeight() == 0
                ? config.training()
                : config.training().withoutNextSentence();
    }
}
