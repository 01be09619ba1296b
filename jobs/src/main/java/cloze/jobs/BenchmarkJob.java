package cloze.jobs;

import cloze.benchmark.Benchmark;
import cloze.benchmark.BenchmarkCorpus;
import cloze.benchmark.BenchmarkTable;
import cloze.benchmark.Measurement;
import cloze.benchmark.Preparation;
import cloze.benchmark.Preparation.Prepared;
import cloze.config.RunConfig;
import cloze.dataset.TextFile;
import cloze.provenance.OutputFolder;
import cloze.token.Tokenizer;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Measures how fast this machine is at what the configuration asks: benchmark.json and a table. */
public final class BenchmarkJob implements Job {
    static final String FILE = "benchmark.json";

    public static void main(String[] arguments) {
        System.exit(JobRunner.run(new BenchmarkJob(), arguments, Console.standard()));
    }

    @Override
    public String name() {
        return "benchmark";
    }

    @Override
    public String description() {
        return "measures the throughput of this machine, part by part";
    }

    @Override
    public List<String> keys() {
        List<String> keys = new ArrayList<>(Corpus.KEYS);
        keys.addAll(List.of("vocabulary", "examples", "benchmark"));
        return keys;
    }

    @Override
    public OutputFolder.Mode mode() {
        return OutputFolder.Mode.AT_ONCE;
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(config.seed(), config.corpus(), config.vocabulary(), config.examples(), config.benchmark());
    }

    @Override
    public List<String> inputs(RunConfig config) {
        return new PrepareJob().inputs(config);
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        RunConfig measured = checked(spark, config);
        return List.of("Would measure %s on %s into %s"
                .formatted(String.join(", ", config.benchmark().parts()), Corpus.named(measured), output(config)));
    }

    @Override
    public JobResult run(JobContext context) throws IOException {
        RunConfig config = checked(context.spark(), context.config());
        var scratch = new Path(context.output(), "scratch");
        var corpus = BenchmarkCorpus.of(context.spark(), config, scratch);
        Preparation preparation = (prepared, folder) -> prepare(context, prepared, folder);
        List<Measurement> rows = new ArrayList<>();
        for (String part : config.benchmark().parts()) {
            context.phase("measuring %s on %s".formatted(part, Corpus.named(config)));
            rows.addAll(Benchmark.of(part, preparation).run(corpus));
        }
        scratch.getFileSystem(context.hadoop()).delete(scratch, true);
        var table = new BenchmarkTable(rows);
        TextFile.write(context.hadoop(), new Path(context.output(), FILE), table.json());
        return new JobResult(
                Map.of("rows", (long) rows.size()), table.markdown().lines().toList());
    }

    /** With text to measure on, and everything looked up that a part would find missing only after minutes. */
    private static RunConfig checked(SparkSession spark, RunConfig config) {
        // How fast a corpus is prepared can be asked of one that nobody should train on.
        RunConfig measured = BenchmarkCorpus.withText(config).withoutGates();
        Corpus.documents(spark, measured);
        if (!measured.vocabulary().isTrained()) {
            var vocabulary = VocabularyFile.at(measured.vocabulary().file())
                    .read(spark.sparkContext().hadoopConfiguration());
            Tokenizer.of(vocabulary, measured.vocabulary());
        }
        return measured;
    }

    private static Prepared prepare(JobContext context, RunConfig config, Path folder) {
        Map<String, Long> begun = new HashMap<>();
        Console console = Console.silent(phase -> begun.put(phase, System.nanoTime()));
        JobResult result =
                new PrepareJob().run(new JobContext(context.spark(), config, folder, context.fingerprint(), console, context.command()));
        double quality = (System.nanoTime() - begun.get(PrepareJob.QUALITY_PHASE)) * 1e-9;
        long examples = result.counts().entrySet().stream()
                .filter(count -> count.getKey().endsWith("_examples"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Prepared(examples, quality);
    }
}
