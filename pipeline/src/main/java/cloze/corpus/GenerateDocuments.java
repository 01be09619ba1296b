package cloze.corpus;

import cloze.config.GeneratorConfig;
import cloze.corpus.read.Texts;
import cloze.corpus.stories.StoryLanguage;
import cloze.corpus.stories.StoryTeller;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A generated corpus. Document i depends only on the seed and on i. One row per document with the column {@code text},
 * in order; written as JSON lines and read by {@link ReadDocuments}, it yields the same documents.
 *
 * @param generator the language and the number of documents
 * @param seed the run's seed
 */
public record GenerateDocuments(GeneratorConfig generator, long seed) {
    public GenerateDocuments {
        if (generator.kind() == GeneratorConfig.Kind.NONE) {
            throw new IllegalArgumentException("corpus.generator.kind = none generates nothing");
        }
    }

    /** Plans; runs no Spark job. */
    public Dataset<Row> plan(SparkSession spark) {
        return spark.range(generator.documents())
                .map(document(), Encoders.STRING())
                .toDF(Texts.TEXT);
    }

    private MapFunction<Long, String> document() {
        long runSeed = seed;
        GeneratorConfig.Kind told = generator.kind();
        if (StoryLanguage.of(told).isPresent()) {
            // The language is large, so it is not serialized with the closure: each executor loads its own.
            return index -> new StoryTeller(StoryLanguage.of(told).orElseThrow(), runSeed)
                    .story(index)
                    .text();
        }
        int distinctWords = generator.distinctWords();
        int wordsPerDocument = generator.wordsPerDocument();
        return index -> new UniformWords(distinctWords, wordsPerDocument, runSeed).document(index);
    }
}
