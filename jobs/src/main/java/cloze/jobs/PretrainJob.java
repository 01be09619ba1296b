package cloze.jobs;

import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.TrainingConfig;
import cloze.provenance.OutputFolder;
import cloze.train.CheckpointFolder;
import cloze.train.Pretraining;
import cloze.train.PretrainingRequest;
import cloze.train.PretrainingResult;
import cloze.train.ShardSources;
import cloze.train.StopReason;
import cloze.train.Surroundings;
import cloze.tensor.Tensor;
import cloze.train.TrainingLogRow;
import cloze.train.TrainingPlan;
import cloze.train.ValidationLogRow;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Fits the network to prepared examples. Killed and started again, it goes on from the newest checkpoint. */
public final class PretrainJob implements Job {
    public static void main(String[] arguments) {
        System.exit(JobRunner.run(new PretrainJob(), arguments, Console.standard()));
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
    public List<String> keys() {
        return List.of("seed", "output", "prepared", "model", "network", "training");
    }

    @Override
    public OutputFolder.Mode mode() {
        return OutputFolder.Mode.RESUMABLE;
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(config.seed(), config.network(), config.training().ofResult());
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs = new ArrayList<>(PhasedExamples.folders(config));
        inputs.add(config.model());
        inputs.removeIf(String::isEmpty);
        return inputs;
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        PhasedExamples.open(spark, config).network(config.network());
        if (!config.model().isEmpty()) {
            Model.checkpoint(spark.sparkContext().hadoopConfiguration(), config.model())
                    .info();
        }
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        var examples = PhasedExamples.open(spark, config);
        return List.of("Would train %s on %s into %s"
                .formatted(
                        examples.network(config.network()),
                        String.join(", ", PhasedExamples.folders(config)),
                        output(config)));
    }

    @Override
    public JobResult run(JobContext context) throws IOException {
        RunConfig config = context.config();
        var examples = PhasedExamples.open(context.spark(), config);
        NetworkConfig network = examples.network(config.network());
        VocabularyFile.at(context.below("vocab.txt")).write(examples.vocabulary(), context.hadoop());
        List<Long> counts = examples.counts();
        long count = counts.stream().mapToLong(Long::longValue).sum();
        context.phase("training on %d examples".formatted(count));
        var request = new PretrainingRequest(
                network,
                config.training(),
                config.seed(),
                counts,
                startingWeights(context, examples.heldOut()),
                context.output().toString(),
                context.fingerprint());
        var plan = new TrainingPlan(config.training(), counts, config.seed());
        var shards = new TrainingShards(
                examples.phases(), plan::phaseOf, config.seed(), new Path(context.output(), "shards"));
        PretrainingResult result =
                train(context, examples.heldOut(), request, Surroundings.of(new ShardSources(context.spark(), shards)));
        shards.finished();
        return new JobResult(
                Map.of(
                        "train_examples",
                        count,
                        "rounds",
                        (long) result.rounds(),
                        "steps",
                        (long) result.steps(),
                        "training_milliseconds",
                        Math.round(result.seconds() * 1000)),
                summary(result));
    }

    private static PretrainingResult train(
            JobContext context, Examples examples, PretrainingRequest request, Surroundings surroundings) {
        TrainingConfig training = request.training();
        try (var progress = new TrainingConsole(context.console(), training.timeBudget())) {
            Surroundings watched = surroundings.withProgress(progress::show);
            if (training.earlyStopping().every() == 0) {
                return new Pretraining(context.spark(), request, watched).run();
            }
            int count = training.earlyStopping().examples();
            try (var heldOut = new HeldOutExamples(examples, request.network(), count)) {
                return new Pretraining(context.spark(), request, watched.withHeldOut(heldOut)).run();
            }
        }
    }

    private static List<Tensor> startingWeights(JobContext context, Examples examples) throws IOException {
        String model = context.config().model();
        if (model.isEmpty()) {
            return List.of();
        }
        CheckpointFolder checkpoint = Model.checkpoint(context.hadoop(), model);
        Model.requireVocabulary(context.hadoop(), checkpoint, examples);
        return checkpoint.parameters();
    }

    private static List<String> summary(PretrainingResult result) {
        TrainingLogRow last = result.last();
        List<String> lines = new ArrayList<>(List.of(
                "Trained %d steps per worker in %d averaging rounds, %s"
                        .formatted(result.steps(), result.rounds(), Console.duration(result.seconds())),
                String.format(
                        Locale.ROOT,
                        "Last round: masked_lm_loss %.4f, masked_lm_accuracy %.4f, next_sentence_loss %.4f, next_sentence_accuracy %.4f, parameter spread before averaging %.2e, %.1f sequences/s",
                        last.maskedLmLoss(),
                        last.maskedLmAccuracy(),
                        last.nextSentenceLoss(),
                        last.nextSentenceAccuracy(),
                        last.parameterSpread(),
                        last.sequencesPerSecond())));
        if (result.reason() == StopReason.TIME_BUDGET) {
            lines.add(String.format(
                    Locale.ROOT, "The time budget was spent after %s", Console.duration(last.elapsedSeconds())));
        } else if (result.reason() == StopReason.EARLY_STOPPING) {
            lines.add("Stopped early: the last measurements on held-out examples brought no gain");
        }
        result.validation().stream()
                .filter(ValidationLogRow::best)
                .reduce((earlier, later) -> later)
                .ifPresent(best -> lines.add(String.format(
                        Locale.ROOT,
                        "Best on held-out examples: masked_lm_loss %.4f at step %d",
                        best.metrics().maskedLmLoss(),
                        best.step())));
        lines.add("Checkpoint " + result.checkpoint());
        return lines;
    }
}
