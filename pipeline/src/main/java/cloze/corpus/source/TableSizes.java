package cloze.corpus.source;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The sizes of what Spark reads, as its plans state them before anything is read. */
public final class TableSizes {
    private TableSizes() {}

    /**
     * Returns the bytes of all tables, queries and formats of {@code corpus}; of files as stored. Empty if one of them does not
     * tell.
     */
    public static OptionalLong of(SparkSession spark, CorpusConfig corpus) {
        long sum = 0;
        for (CorpusInput input : corpus.tables()) {
            Dataset<Row> rows = new TableReader(spark, input).rows();
            var bytes = rows.queryExecution().optimizedPlan().stats().sizeInBytes();
            // What is not known counts as this setting, so that no plan takes it for small.
            boolean isUnknown = bytes.$greater$eq(
                    scala.math.BigInt.apply(spark.sessionState().conf().defaultSizeInBytes()));
            if (isUnknown || !bytes.isValidLong()) {
                return OptionalLong.empty();
            }
            sum += bytes.toLong();
        }
        return OptionalLong.of(sum);
    }

    /** Names the entries for a message. */
    public static List<String> named(CorpusConfig corpus) {
        return corpus.tables().stream().map(CorpusInput::named).toList();
    }
}
