package cloze.jobs;

import cloze.config.CorpusConfig;
import cloze.config.GeneratorConfig.Kind;
import cloze.config.RunConfig;
import cloze.corpus.ReadDocuments;
import cloze.corpus.RejectedTexts;
import cloze.corpus.UnseenDocuments;
import cloze.jobs.command.JobContext;
import cloze.table.SmallTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The documents a configuration means: files, or a generated language. */
final class Corpus {
    private Corpus() {}

    static boolean isGenerated(CorpusConfig corpus) {
        return corpus.generator().kind() != Kind.NONE;
    }

    /** Plans the documents, and makes sure that there is one. */
    static Dataset<Row> documents(SparkSession spark, RunConfig config) {
        var reader = new ReadDocuments(config.corpus(), config.seed());
        Dataset<Row> documents = reader.plan(spark);
        reader.requireDocuments(spark);
        return documents;
    }

    /**
     * Writes what leads from an example back to files: documents (where each document was read) and rejected/corpus (rows that are no
     * documents), of those that {@code wanted} leaves. Two passes over the corpus that carry no text.
     *
     * @return rejected rows by reason
     */
    static SmallTable writeOrigins(JobContext context, UnseenDocuments wanted) {
        SparkSession spark = context.spark();
        var reader =
                new ReadDocuments(context.config().corpus(), context.config().seed());
        wanted.sources(reader.sources(spark)).write().parquet(context.below(UnseenDocuments.TABLE));
        String rejected = context.below(UnseenDocuments.REJECTED_TABLE);
        wanted.rejected(reader.rejected(spark)).write().parquet(rejected);
        return RejectedTexts.byReason(spark.read().parquet(rejected));
    }

    /** For messages: the inputs, or the language. */
    static String named(RunConfig config) {
        CorpusConfig corpus = config.corpus();
        return isGenerated(corpus)
                ? "%d generated documents (%s)"
                        .formatted(
                                corpus.generator().documents(),
                                corpus.generator().kind())
                : String.join(", ", corpus.paths());
    }
}
