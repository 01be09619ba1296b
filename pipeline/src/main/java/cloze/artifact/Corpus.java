package cloze.artifact;

import cloze.config.CorpusConfig;
import cloze.config.GeneratorConfig.Kind;
import cloze.config.RunConfig;
import cloze.corpus.ReadDocuments;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The documents of a configuration, read from files and tables or generated. */
public final class Corpus {
    private Corpus() {}

    public static boolean isGenerated(CorpusConfig corpus) {
        return corpus.generator().kind() != Kind.NONE;
    }

    /** Returns the paths of the input files. Their content determines the documents. */
    public static List<String> inputs(RunConfig config) {
        return isGenerated(config.corpus()) ? List.of() : config.corpus().paths();
    }

    /** Plans the documents, and checks that there is at least one. */
    public static Dataset<Row> documents(SparkSession spark, RunConfig config) {
        return documents(spark, new ReadDocuments(config.corpus(), config.seed()));
    }

    /** Plans the documents of {@code reader}, and checks that there is at least one. */
    public static Dataset<Row> documents(SparkSession spark, ReadDocuments reader) {
        Dataset<Row> documents = reader.plan(spark);
        reader.requireDocuments(spark);
        return documents;
    }

    /** Describes the corpus for messages, by its input paths or by the kind of generator. */
    public static String named(RunConfig config) {
        CorpusConfig corpus = config.corpus();
        return isGenerated(corpus)
                ? "%d generated documents (%s)"
                        .formatted(
                                corpus.generator().documents(),
                                corpus.generator().kind())
                : String.join(", ", corpus.named());
    }
}
