package cloze.benchmark;

import cloze.config.BenchmarkConfig;
import java.util.List;

/** A part of the benchmark that measures text. */
public sealed interface Benchmark
        permits TokenizerBenchmark, VocabularyBenchmark, CurateBenchmark, PrepareBenchmark, EmbeddingsBenchmark {
    /** Measures the part on {@code corpus}. Returns the row for the whole part first, then those for its stages. */
    List<BenchmarkRow> run(BenchmarkCorpus corpus);

    /**
     * Returns the benchmark of a part.
     *
     * @param part name of the part
     */
    static Benchmark of(String part) {
        return switch (part) {
            case "tokenizer" -> new TokenizerBenchmark();
            case "vocabulary" -> new VocabularyBenchmark();
            case BenchmarkConfig.CURATE -> new CurateBenchmark();
            case "prepare" -> new PrepareBenchmark();
            case BenchmarkConfig.EMBEDDINGS -> new EmbeddingsBenchmark();
            default -> throw new IllegalArgumentException("No benchmark of " + part);
        };
    }
}
