package cloze.prepare;

import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.corpus.ReadDocuments;
import cloze.corpus.read.RejectedTexts;
import cloze.table.SmallTable;
import cloze.table.StoredTable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Writes the tables that trace an example back to files. */
final class Origins {
    private Origins() {}

    /**
     * Writes two tables for the documents that {@code wanted} keeps: documents (where each was read) and
     * rejected/corpus (rows that are not documents). Takes two passes over the corpus, neither of which carries text.
     *
     * @return rejected rows by reason
     */
    static SmallTable write(SparkSession spark, RunConfig config, UnseenDocuments wanted, Path output) {
        ReadDocuments reader = wanted.reader(config);
        wanted.sources(reader.sources(spark)).write().parquet(new Path(output, UnseenDocuments.TABLE).toString());
        var rejected = new Path(output, UnseenDocuments.REJECTED_TABLE);
        wanted.rejected(reader.rejected(spark)).write().parquet(rejected.toString());
        return RejectedTexts.byReason(StoredTable.read(spark, rejected));
    }
}
