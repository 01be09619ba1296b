package cloze.benchmark;

import cloze.artifact.Corpus;
import cloze.config.BenchmarkConfig;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.prepare.PrepareStep;
import cloze.release.TrainedModel;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.table.TextFile;
import cloze.token.Tokenizer;
import cloze.train.averaging.ThreadTable;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Benchmarks this machine for the given configuration. Writes benchmark.json and a table. */
public final class BenchmarkStep implements Step {
    /** File with the number of threads per task on this machine. The scripts of deploy/ read it if it exists. */
    public static final String THREADS_FILE = "threads.env";

    @Override
    public String name() {
        return "benchmark";
    }

    @Override
    public List<Section> sections() {
        return List.of(
                Section.SEED,
                Section.OUTPUT,
                Section.CORPUS,
                Section.CURATE,
                Section.PREPARED,
                Section.MODEL,
                Section.VOCABULARY,
                Section.EXAMPLES,
                Section.NETWORK,
                Section.ofResult("training", RunConfig::training),
                Section.ofResult("benchmark", RunConfig::benchmark));
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs =
                new ArrayList<>(config.benchmark().readsText() ? new PrepareStep().inputs(config) : List.of());
        inputs.addAll(Section.files(List.of(Section.PREPARED, Section.MODEL), config));
        inputs.addAll(config.benchmark().scaling().measurements());
        return inputs;
    }

    @Override
    public StepResult run(StepContext context) throws IOException {
        RunConfig config = checked(context.spark(), context.config());
        var scratch = new Path(context.output(), "scratch");
        List<BenchmarkRow> rows = new ArrayList<>();
        if (config.benchmark().readsText()) {
            rows.addAll(ofText(context, config, scratch));
        }
        if (config.benchmark().parts().contains(BenchmarkConfig.TRAINING)) {
            rows.addAll(new TrainingBenchmark(
                            context.spark(),
                            config,
                            BenchmarkExamples.of(context.spark(), config, scratch),
                            what -> context.phase("measuring " + what))
                    .run());
        }
        if (config.benchmark().parts().contains(BenchmarkConfig.EXCHANGE)) {
            var spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
            rows.addAll(
                    new ExchangeBenchmark(spark, config, scratch, what -> context.phase("measuring " + what)).run());
        }
        if (config.benchmark().parts().contains(BenchmarkConfig.SCALING)) {
            List<BenchmarkRow> measured = ScalingFiles.read(
                    context.hadoop(),
                    "benchmark.scaling.measurements",
                    config.benchmark().scaling().measurements());
            rows.addAll(new Scaling(config, measured).rows());
            TextFile.write(
                    context.hadoop(),
                    new Path(context.output(), ScalingFiles.USED),
                    ScalingFiles.used(measured).json());
        }
        scratch.getFileSystem(context.hadoop()).delete(scratch, true);
        var table = new BenchmarkTable(rows);
        TextFile.write(context.hadoop(), new Path(context.output(), BenchmarkTable.FILE), table.json());
        List<String> summary = new ArrayList<>(table.markdown().lines().toList());
        ThreadTable threads = ThreadLayouts.fastest(rows);
        if (!threads.threads().isEmpty()) {
            TextFile.write(context.hadoop(), new Path(context.output(), THREADS_FILE), threadsFile(threads));
            summary.add("Fastest numbers of threads by concurrent tasks: %s; to use them, copy %s to deploy/"
                    .formatted(threads, THREADS_FILE));
        }
        return new StepResult(Map.of("rows", (long) rows.size()), summary);
    }

    private static List<BenchmarkRow> ofText(StepContext context, RunConfig config, Path scratch) {
        var corpus = BenchmarkCorpus.of(context.spark(), config, scratch);
        List<BenchmarkRow> rows = new ArrayList<>();
        for (String part : config.benchmark().textParts()) {
            context.phase("measuring %s on %s".formatted(part, Corpus.named(config)));
            rows.addAll(Benchmark.of(part).run(corpus));
        }
        return rows;
    }

    private static String threadsFile(ThreadTable threads) {
        return """
                # Threads of each task by how many tasks run at once in one process, as measured on this machine by the benchmark job's
                # part training. deploy/local.sh and deploy/submit.sh read it as deploy/threads.env; without it a task has its share of the cores.
                CLOZE_THREADS=${CLOZE_THREADS:-%s}
                """
                .formatted(threads);
    }

    /**
     * Returns {@code config} with text to measure on. Checks early for everything that a part would otherwise miss only
     * after minutes.
     */
    public static RunConfig checked(SparkSession spark, RunConfig config) throws IOException {
        if (config.benchmark().parts().contains(BenchmarkConfig.TRAINING)) {
            BenchmarkExamples.check(spark, config);
        }
        if (!config.benchmark().readsText()) {
            return config;
        }
        if (config.benchmark().parts().contains(BenchmarkConfig.EMBEDDINGS)
                && !config.model().isEmpty()) {
            TrainedModel model = TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model());
            model.check();
            model.requireVocabulary();
        }
        // Disable the gates, because a corpus that is unfit for training can still be used to measure speed.
        RunConfig measured = BenchmarkCorpus.withText(config).withoutGates();
        Corpus.documents(spark, measured);
        if (!measured.vocabulary().isTrained()) {
            var vocabulary = VocabularyFile.at(measured.vocabulary().file())
                    .read(spark.sparkContext().hadoopConfiguration());
            Tokenizer.of(vocabulary, measured.vocabulary());
        }
        return measured;
    }
}
