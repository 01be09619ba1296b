package cloze.jobs;

import cloze.config.ExamplesConfig;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.provenance.OutputFolder;
import cloze.train.CheckpointFolder;
import cloze.train.Pretraining;
import cloze.train.PretrainingRequest;
import cloze.train.PretrainingResult;
import cloze.train.ShardSources;
import cloze.train.Tensor;
import cloze.train.TrainingLogRow;
import cloze.vocabulary.Vocabulary;
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
        return List.of(config.seed(), config.network(), config.training());
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs = new ArrayList<>(List.of(config.prepared()));
        inputs.add(config.model());
        inputs.removeIf(String::isEmpty);
        return inputs;
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        var examples = Examples.open(spark, config.prepared());
        network(config, examples);
        return List.of("Would train %s on %s into %s".formatted(config.network(), config.prepared(), output(config)));
    }

    @Override
    public JobResult run(JobContext context) throws IOException {
        RunConfig config = context.config();
        var examples = Examples.open(context.spark(), config.prepared());
        NetworkConfig network = network(config, examples);
        VocabularyFile.at(context.below("vocab.txt")).write(examples.vocabulary(), context.hadoop());
        long count = examples.pairs(Documents.TRAIN).count();
        context.phase("training on %d examples".formatted(count));
        var request = new PretrainingRequest(
                network,
                config.training(),
                config.seed(),
                count,
                startingWeights(context, examples),
                context.output().toString(),
                context.fingerprint());
        var shards =
                new TrainingShards(examples, examples.config(), config.seed(), new Path(context.output(), "shards"));
        PretrainingResult result;
        try (var progress = new TrainingConsole(context.console())) {
            result = new Pretraining(
                            context.spark(), request, new ShardSources(context.spark(), shards), progress::show)
                    .run();
        }
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

    /** The configured network with a row for each piece. */
    private static NetworkConfig network(RunConfig config, Examples examples) {
        ExamplesConfig prepared = examples.config();
        Vocabulary vocabulary = examples.vocabulary();
        config.network().requireRoomFor(prepared.maxSeqLength(), vocabulary.size());
        return config.network().vocabSize() == 0 ? config.network().withVocabSize(vocabulary.size()) : config.network();
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
        return List.of(
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
                        last.sequencesPerSecond()),
                "Newest checkpoint " + result.checkpoint());
    }
}
