package cloze.jobs;

import cloze.artifact.ModelNetwork;
import cloze.artifact.PhasedExamples;
import cloze.artifact.PreparedExamples;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.config.TrainingConfig;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.jobs.command.Console;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobContext;
import cloze.jobs.command.JobResult;
import cloze.jobs.command.JobRunner;
import cloze.pretrain.HeldOutExamples;
import cloze.pretrain.TrainingEstimate;
import cloze.pretrain.TrainingShards;
import cloze.provenance.OutputFolder;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.tensor.Tensor;
import cloze.train.Pretraining;
import cloze.train.PretrainingRequest;
import cloze.train.PretrainingResult;
import cloze.train.StopReason;
import cloze.train.TrainingHooks;
import cloze.train.epoch.ShardSources;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import cloze.train.plan.TrainingPlan;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Fits the network to prepared examples. Killed and started again, it goes on from the newest checkpoint. */
public final class PretrainJob implements Job {
    /** Of every length phase, where there are some. */
    private static final Section EXAMPLES = Section.ofFiles("prepared", PhasedExamples::folders);

    public static void main(String[] arguments) {
        JobRunner.main(new PretrainJob(), arguments);
    }

    @Override
    public String name() {
        return "pretrain";
    }

    @Override
    public String description() {
        return "trains a model on prepared examples; resumes by itself";
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
        network(spark, config, PhasedExamples.open(spark, config));
        if (!config.model().isEmpty()) {
            TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model())
                    .check();
        }
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        var examples = PhasedExamples.open(spark, config);
        NetworkConfig network = network(spark, config, examples);
        List<String> lines = new ArrayList<>();
        lines.add("Would train %s on %s into %s"
                .formatted(network, String.join(", ", PhasedExamples.folders(config)), output(config)));
        var estimate = new TrainingEstimate(
                network, config.training(), examples.heldOut().config(), Estimate.cores(spark));
        lines.addAll(estimate.lines(new TrainingPlan(config.training(), examples.counts(), config.seed())));
        return lines;
    }

    @Override
    public JobResult run(JobContext context) throws IOException {
        RunConfig config = context.config();
        var examples = PhasedExamples.open(context.spark(), config);
        TrainingConfig training = training(config, examples);
        NetworkConfig network = network(context.spark(), config, examples);
        describeTokenizer(context, examples.heldOut(), network);
        Start start = start(context, examples.heldOut());
        List<Long> counts = examples.counts();
        long count = counts.stream().mapToLong(Long::longValue).sum();
        context.phase("training on %d examples".formatted(count));
        var request = new PretrainingRequest(
                network,
                training,
                config.seed(),
                counts,
                start.weights(),
                context.output().toString(),
                context.fingerprint());
        var plan = new TrainingPlan(training, counts, config.seed());
        var shards = new TrainingShards(
                examples.phases(), plan::phaseOf, training, config.seed(), new Path(context.output(), "shards"));
        PretrainingResult result = train(
                context,
                examples.heldOut(),
                request,
                TrainingHooks.of(new ShardSources(context.spark(), shards))
                        .withRuns(config.experiment().runsAtOnce()));
        shards.finished();
        List<String> notes = new ArrayList<>(start.notes());
        if (!training.equals(config.training())) {
            notes.add(
                    "Trained on masked words only: with examples.objective = mlm-only, second segments always follow the first");
        }
        return new JobResult(
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
                summary(result, notes));
    }

    private static PretrainingResult train(
            JobContext context, PreparedExamples examples, PretrainingRequest request, TrainingHooks surroundings) {
        TrainingConfig training = request.training();
        try (var watch = TrainingWatch.of(context, request)) {
            TrainingHooks watched = surroundings.withProgress(watch::show);
            PretrainingResult result;
            if (training.earlyStopping().every() == 0) {
                result = new Pretraining(context.spark(), request, watched).run();
            } else {
                int count = training.earlyStopping().examples();
                try (var heldOut = new HeldOutExamples(examples, request.network(), count)) {
                    result = new Pretraining(context.spark(), request, watched.withHeldOut(heldOut)).run();
                }
            }
            watch.finished();
            return result;
        }
    }

    /** As configured, without the next-sentence loss where it would be of one label. */
    private static TrainingConfig training(RunConfig config, PhasedExamples examples) {
        return examples.haveTwoKindsOfPairs() || config.training().nextSentenceWeight() == 0
                ? config.training()
                : config.training().withoutNextSentence();
    }

    /** Of the model to start from, where there is one. */
    private static NetworkConfig network(SparkSession spark, RunConfig config, PhasedExamples examples)
            throws IOException {
        if (config.model().isEmpty()) {
            return examples.network(config.network());
        }
        TrainedModel model = TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model());
        return examples.network(ModelNetwork.of(config.network(), model));
    }

    /** Pieces and their tokenizer beside the checkpoints: rows of the word table mean nothing without them. */
    private static void describeTokenizer(JobContext context, PreparedExamples examples, NetworkConfig network)
            throws IOException {
        VocabularyFile.at(context.below("vocab.txt")).write(examples.vocabulary(), context.hadoop());
        ModelFolder.at(context.output().getFileSystem(context.hadoop()), context.output())
                .describeTokenizer(examples.vocabulary(), examples.tokenizer(), network.maxPositionEmbeddings());
    }

    /** What a run begins with: no weights where they are drawn. */
    private record Start(List<Tensor> weights, List<String> notes) {}

    private static Start start(JobContext context, PreparedExamples examples) throws IOException {
        RunConfig config = context.config();
        if (config.model().isEmpty()) {
            return new Start(List.of(), List.of());
        }
        TrainedModel model = TrainedModel.at(context.hadoop(), config.model());
        examples.requireTokensOf(model);
        ModelWeights weights = model.weights(config.seed());
        return new Start(weights.parameters(), model.notes(weights));
    }

    private static String metrics(TrainingLogRow row) {
        return row.metrics().byColumn().entrySet().stream()
                .map(metric -> String.format(Locale.ROOT, "%s %.4f", metric.getKey(), metric.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static List<String> summary(PretrainingResult result, List<String> notes) {
        TrainingLogRow last = result.last();
        List<String> lines = new ArrayList<>(notes);
        lines.addAll(List.of(
                "Trained %d steps per worker in %d averaging rounds, %s"
                        .formatted(result.steps(), result.rounds(), Console.duration(result.seconds())),
                String.format(
                        Locale.ROOT,
                        "Last round: %s, parameter spread before averaging %.2e, %.1f sequences/s",
                        metrics(last),
                        last.parameterSpread(),
                        last.sequencesPerSecond())));
        if (result.reason() == StopReason.TIME_BUDGET) {
            lines.add(String.format(
                    Locale.ROOT, "The time budget was spent after %s", Console.duration(last.elapsedSeconds())));
        } else if (result.reason() == StopReason.EARLY_STOPPING) {
            lines.add("Stopped early: the last measurements on held-out examples showed no gain");
        }
        result.validation().stream()
                .filter(ValidationLogRow::best)
                .reduce((earlier, later) -> later)
                .ifPresent(best -> lines.add(String.format(
                        Locale.ROOT,
                        "Best on held-out examples: %s %.4f at step %d",
                        Metrics.loss(Task.MASKED_LM).column(),
                        best.metrics().loss(Task.MASKED_LM),
                        best.step())));
        lines.add("Checkpoint " + result.checkpoint());
        return lines;
    }
}
