package cloze.forget;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import cloze.artifact.UnseenDocuments;
import cloze.dataset.DocumentIdColumns;
import cloze.dataset.DocumentSources;
import cloze.release.registry.Registry;
import cloze.retrain.RegistryState;
import cloze.retrain.RunRow.Past;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The documents of a registry that have the requested ids, and all copies of their texts.
 *
 * @param texts hashes of their texts by the id that names them
 * @param nights number of documents by the version whose night has seen them
 * @param unknown ids that name no document
 */
record FoundDocuments(
        NavigableMap<String, NavigableSet<String>> texts,
        NavigableMap<Integer, Long> nights,
        NavigableSet<String> unknown) {
    private static final String KEY = "key";
    /** Column with the version whose night has seen a document. */
    static final String NIGHT = "night";

    private static final StructType KEYS = new StructType().add(KEY, DataTypes.StringType, false);

    /** An id is that of a document (the hash of its text, with or without a number) or the one that corpus.id-column has for it. */
    static FoundDocuments of(SparkSession spark, RegistryState state, NavigableSet<String> ids) {
        List<Integer> versions = versions(state);
        NavigableMap<String, NavigableSet<String>> texts = new TreeMap<>();
        NavigableMap<Integer, Long> nights = new TreeMap<>();
        NavigableSet<String> unknown = new TreeSet<>(ids);
        if (versions.isEmpty()) {
            return new FoundDocuments(texts, nights, unknown);
        }
        Dataset<Row> keys = spark.createDataFrame(
                ids.stream().map(id -> RowFactory.create((Object) id)).toList(), KEYS);
        Dataset<Row> named = documents(spark, state.registry(), versions)
                .select(
                        col(UnseenDocuments.HASH),
                        explode(array(
                                        col(DocumentSources.DOCUMENT_ID),
                                        col(DocumentSources.SOURCE_ID),
                                        col(UnseenDocuments.HASH)))
                                .as(KEY))
                .join(broadcast(keys), KEY)
                .select(KEY, UnseenDocuments.HASH)
                .distinct();
        for (Row row : named.collectAsList()) {
            texts.computeIfAbsent(row.getString(0), any -> new TreeSet<>()).add(row.getString(1));
        }
        unknown.removeAll(texts.keySet());
        var found = new FoundDocuments(texts, nights, unknown);
        documents(spark, state.registry(), versions)
                .join(broadcast(found.hashes(spark)), UnseenDocuments.HASH)
                .groupBy(NIGHT)
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> nights.put(row.getInt(0), row.getLong(1)));
        return found;
    }

    private static List<Integer> versions(RegistryState state) {
        return state.past().stream()
                .filter(Past::madeVersion)
                .map(Past::version)
                .toList();
    }

    /** Plans the sources of the documents of {@code versions}, with {@link #NIGHT} and the hash of the text. */
    static Dataset<Row> documents(SparkSession spark, Registry registry, List<Integer> versions) {
        return versions.stream()
                .map(version -> UnseenDocuments.listed(
                                spark,
                                List.of(RegistryState.data(registry, version).toString()))
                        .withColumn(NIGHT, lit(version)))
                .reduce(Dataset::unionAll)
                .orElseThrow()
                .withColumn(UnseenDocuments.HASH, DocumentIdColumns.hash(col(DocumentSources.DOCUMENT_ID)));
    }

    /** Returns the hashes of all texts. */
    NavigableSet<String> hashes() {
        NavigableSet<String> all = new TreeSet<>();
        texts.values().forEach(all::addAll);
        return all;
    }

    /** Plans a table of these hashes. */
    Dataset<Row> hashes(SparkSession spark) {
        return spark.createDataFrame(
                hashes().stream().map(hash -> RowFactory.create((Object) hash)).toList(), UnseenDocuments.HASHES);
    }

    /** Plans the {@code rows} whose column {@code id}, of ids of documents, does not name one of these texts. */
    Dataset<Row> without(Dataset<Row> rows, String id) {
        return matched(rows, id, "left_anti");
    }

    /** Plans the {@code rows} whose column {@code id} names one of these texts. */
    Dataset<Row> among(Dataset<Row> rows, String id) {
        return matched(rows, id, "left_semi");
    }

    private Dataset<Row> matched(Dataset<Row> rows, String id, String join) {
        Dataset<Row> hashes = broadcast(hashes(rows.sparkSession()));
        return rows.join(hashes, DocumentIdColumns.hash(rows.col(id)).equalTo(hashes.col(UnseenDocuments.HASH)), join);
    }

    long documents() {
        return nights.values().stream().mapToLong(Long::longValue).sum();
    }
}
