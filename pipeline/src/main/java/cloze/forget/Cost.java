package cloze.forget;

import static org.apache.spark.sql.functions.col;

import cloze.artifact.PreparedExamples;
import cloze.dataset.SentencePairs;
import cloze.release.registry.Registry;
import cloze.retrain.RegistryState;
import java.util.Collection;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What goes with the documents.
 *
 * @param examples examples whose first segment is theirs
 * @param partners examples of other documents whose second segment is theirs
 */
record Cost(long examples, long partners) {
    static Cost of(SparkSession spark, Registry registry, FoundDocuments found) {
        Dataset<Row> pairs = pairs(spark, registry, found.nights().keySet());
        Dataset<Row> others = found.without(pairs, SentencePairs.DOCUMENT_ID);
        return new Cost(
                found.among(pairs, SentencePairs.DOCUMENT_ID).count(),
                found.among(others, SentencePairs.PARTNER_DOCUMENT_ID).count());
    }

    /** Plans the ids of the examples of {@code versions}, their documents and the partners. */
    static Dataset<Row> pairs(SparkSession spark, Registry registry, Collection<Integer> versions) {
        return versions.stream()
                .map(version -> RegistryState.data(registry, version))
                .map(Path::toString)
                .map(folder -> PreparedExamples.open(spark, folder)
                        .pairs()
                        .select(SentencePairs.EXAMPLE_ID, SentencePairs.DOCUMENT_ID, SentencePairs.PARTNER_DOCUMENT_ID))
                .reduce(Dataset::unionAll)
                .orElseThrow();
    }

    /** Counts the examples that are in both and have another partner. */
    static long changed(Dataset<Row> before, Dataset<Row> after) {
        Dataset<Row> old = before.select(
                col(SentencePairs.EXAMPLE_ID),
                col(SentencePairs.PARTNER_DOCUMENT_ID).as("before"));
        return after.join(old, SentencePairs.EXAMPLE_ID)
                .where(col(SentencePairs.PARTNER_DOCUMENT_ID).notEqual(col("before")))
                .count();
    }
}
