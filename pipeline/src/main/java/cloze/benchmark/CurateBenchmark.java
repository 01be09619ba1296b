package cloze.benchmark;

import cloze.config.RunConfig;
import cloze.config.curate.CurateConfig;
import cloze.config.curate.CurateConfig.OnBreach;
import cloze.config.curate.CurateConfig.OnExcess;
import cloze.config.curate.DecontaminateConfig;
import cloze.config.curate.NearDuplicatesConfig;
import cloze.config.curate.PersonalDataConfig;
import cloze.config.curate.PersonalDataConfig.Action;
import cloze.config.curate.PersonalDataConfig.Replacements;
import cloze.curate.duplicate.NearDuplicates;
import cloze.prepare.Curation;
import cloze.stage.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures the rules that remove documents: their speed on the corpus from reading it to writing what is left, and what
 * part of the near duplicates is found, against comparing all pairs.
 */
record CurateBenchmark() implements Benchmark {
    @Override
    public List<BenchmarkRow> run(BenchmarkCorpus corpus) {
        RunConfig config = corpus.config().curate().isOn()
                ? corpus.config()
                : corpus.config().withCurate(everyRule(corpus.config().curate()));
        double seconds = corpus.repetitions().seconds(() -> curate(corpus, config));
        return List.of(
                row(corpus)
                        .withRate(BenchmarkColumn.MEGABYTES_PER_SECOND, corpus.megabytes(), seconds)
                        .with(BenchmarkColumn.SECONDS, seconds),
                nearDuplicates(corpus, NearDuplicates.of(config.curate().nearDuplicates())));
    }

    private static void curate(BenchmarkCorpus corpus, RunConfig config) {
        var folder = new Path(corpus.scratch(), "curate");
        try {
            Curation.of(config).run(corpus.documents(), folder, new Path(folder, "kept"), Progress.SILENT);
        } finally {
            PrepareBenchmark.delete(corpus, folder);
        }
    }

    /** Every rule but those that need files; a document that breaks one is kept, so that all rules see all documents. */
    private static CurateConfig everyRule(CurateConfig given) {
        Action replace = Action.REPLACE;
        NearDuplicatesConfig near = given.nearDuplicates();
        return new CurateConfig(
                true,
                new NearDuplicatesConfig(true, near.jaccard(), near.shingleWords()),
                List.of("en"),
                List.of("c4", "gopher", "fineweb"),
                given.rules(),
                "",
                new PersonalDataConfig(
                        replace, replace, replace, replace, replace, new Replacements("", "", "", "", "")),
                new DecontaminateConfig(List.of(), given.decontaminate().nGram(), true),
                OnBreach.WARN,
                1,
                OnExcess.WARN,
                List.of(),
                "");
    }

    private static BenchmarkRow nearDuplicates(BenchmarkCorpus corpus, NearDuplicates near) {
        List<String> texts = new AlteredCopies(corpus.config().seed()).of(corpus.sample());
        Dataset<Row> documents = AlteredCopies.documents(corpus.spark(), texts);
        Map<String, Double> found = new HashMap<>();
        double seconds =
                Repetitions.time(() -> near.verified(near.candidates(documents).cache(), documents)
                        .select(NearDuplicates.FIRST, NearDuplicates.SECOND, NearDuplicates.JACCARD)
                        .collectAsList()
                        .forEach(pair -> found.put(pair.getString(0) + pair.getString(1), pair.getDouble(2))));
        Map<String, Double> expected = AllPairs.of(texts, near.shingleWords(), near.jaccard());
        long right = found.keySet().stream().filter(expected::containsKey).count();
        return row(corpus)
                .with(
                        BenchmarkColumn.STAGE,
                        "near duplicates of %d texts, %d pairs".formatted(texts.size(), expected.size()))
                .with(BenchmarkColumn.SECONDS, seconds)
                .with(BenchmarkColumn.RECALL, share(right, expected.size()))
                .with(BenchmarkColumn.PRECISION, share(right, found.size()));
    }

    private static double share(long part, long all) {
        return all == 0 ? 1 : (double) part / all;
    }

    private static BenchmarkRow row(BenchmarkCorpus corpus) {
        return BenchmarkRow.of("curate").with(BenchmarkColumn.THREADS, corpus.threads());
    }
}
