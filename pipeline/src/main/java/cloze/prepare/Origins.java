package cloze.prepare;

import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.corpus.ReadDocuments;
import cloze.corpus.read.RejectedTexts;
import cloze.table.SmallTable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What leads from an example back to files. */
final class Origins {
    private Origins() {}

    /**
     * Writes documents (where each document was read) and rejected/corpus (rows that are no documents), of those that {@code wanted} leaves.
     * Two passes over the corpus that carry no text.
     *
     * @return rejected rows by reason
     */
    static SmallTable write(SparkSession spark, RunConfig config, UnseenDocuments wanted, Path output) {
        var reader = new ReadDocuments(config.corpus(), config.seed());
        wanted.sources(reader.sources(spark)).write().parquet(new Path(output, UnseenDocuments.TABLE).toString());
        String rejected = new Path(output, UnseenDocuments.REJECTED_TABLE).toString();
        wanted.rejected(reader.rejected(spark)).write().parquet(rejected);
        return RejectedTexts.byReason(spark.read().parquet(rejected));
    }
}
