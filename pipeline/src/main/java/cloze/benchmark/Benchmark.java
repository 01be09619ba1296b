package cloze.benchmark;

import cloze.config.BenchmarkConfig;
import java.util.List;

/** A part that measures text. */
public sealed interface Benchmark
        permits TokenizerBenchmark, VocabularyBenchmark, PrepareBenchmark, EmbeddingsBenchmark {
    /** Measures on {@code corpus}; the part as a whole first, then what it is made of. */
    List<BenchmarkRow> run(BenchmarkCorpus corpus);

    /**
     * The benchmark of a part.
     *
     * @param part its name
     */
    static Benchmark of(String part) {
        return switch (part) {
            case "tokenizer" -> new TokenizerBenchmark();
            case "vocabulary" -> new VocabularyBenchmark();
            case "prepare" -> new PrepareBenchmark();
            case BenchmarkConfig.EMBEDDINGS -> new EmbeddingsBenchmark();
            default -> throw new IllegalArgumentException("No benchmark of " + part);
        };
    }
}
