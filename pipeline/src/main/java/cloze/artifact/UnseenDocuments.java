package cloze.artifact;

import static org.apache.spark.sql.functions.col;

import cloze.config.RunConfig;
import cloze.corpus.CorpusDifference;
import cloze.corpus.ReadDocuments;
import cloze.corpus.SeenDocuments;
import cloze.corpus.read.RejectedTexts;
import cloze.dataset.Contract;
import cloze.dataset.DocumentIdColumns;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.stage.Stage;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps only the documents that no earlier prepare run has seen. It runs after identification, so occurrence numbers
 * count over the whole corpus. The second copy of a text that was seen once is therefore new, and keeps its number.
 *
 * @param prepared outputs of the earlier runs
 * @param splits the splits to keep; documents of other splits are left for a later run
 * @param difference the part of the corpus to look in, which holds all that is new; empty for all of it
 * @param among folders with tables like those of a prepare output: only what they list is kept; empty for all
 * @param forgotten folders with a {@link #FORGOTTEN_TABLE}: no document with such a text is kept
 */
public record UnseenDocuments(
        List<String> prepared,
        List<String> splits,
        Optional<CorpusDifference> difference,
        List<String> among,
        List<String> forgotten)
        implements Stage {
    /** Folder in a prepare output with the {@link DocumentSources} of its documents. */
    public static final String TABLE = SeenDocuments.TABLE;

    /** Folder in a prepare output with its {@link RejectedTexts}. */
    public static final String REJECTED_TABLE = "rejected/corpus";

    /** Folder in a folder of {@link #forgotten} with the {@link #HASH hashes} of texts. */
    public static final String FORGOTTEN_TABLE = "texts";

    /** Column with the hash of a text; see {@link DocumentIdColumns#hash}. */
    public static final String HASH = "hash";

    /** Schema of a table of hashes of texts. */
    public static final StructType HASHES = new StructType().add(HASH, DataTypes.StringType, false);

    /** Keeps every document, for a run without predecessors. */
    public static final UnseenDocuments ALL =
            new UnseenDocuments(List.of(), List.of(Documents.TRAIN, Documents.VALIDATION));

    public UnseenDocuments {
        prepared = List.copyOf(prepared);
        splits = List.copyOf(splits);
        among = List.copyOf(among);
        forgotten = List.copyOf(forgotten);
    }

    /** Looks in a part of the corpus. */
    public UnseenDocuments(List<String> prepared, List<String> splits, Optional<CorpusDifference> difference) {
        this(prepared, splits, difference, List.of(), List.of());
    }

    /** Looks in the whole corpus. */
    public UnseenDocuments(List<String> prepared, List<String> splits) {
        this(prepared, splits, Optional.empty());
    }

    /** Keeps of these documents only those that {@code folders} list. */
    public UnseenDocuments among(List<String> folders) {
        return new UnseenDocuments(prepared, splits, difference, folders, forgotten);
    }

    /** Keeps of these documents only those whose texts {@code folders} do not list. */
    public UnseenDocuments without(List<String> folders) {
        return new UnseenDocuments(prepared, splits, difference, among, folders);
    }

    /** Returns the folders that this depends on besides the corpus. */
    public List<String> inputs() {
        return Stream.of(prepared, among, forgotten).flatMap(List::stream).toList();
    }

    /** Returns the reader of the part of the corpus to look in. */
    public ReadDocuments reader(RunConfig config) {
        var whole = new ReadDocuments(config.corpus(), config.seed());
        return difference.map(whole::of).orElse(whole);
    }

    @Override
    public Contract input() {
        return Documents.CONTRACT;
    }

    @Override
    public Contract output() {
        return Documents.CONTRACT;
    }

    @Override
    public Dataset<Row> plan(Dataset<Row> documents) {
        return left(documents);
    }

    /** Keeps the {@link DocumentSources} of the documents that {@link #plan} keeps. */
    public Dataset<Row> sources(Dataset<Row> sources) {
        return left(DocumentSources.CONTRACT.require(sources));
    }

    /** Keeps the rejected rows that no earlier run has counted. */
    public Dataset<Row> rejected(Dataset<Row> rejected) {
        return unseen(
                rejected,
                REJECTED_TABLE,
                RejectedTexts.CONTRACT,
                RejectedTexts.CONTRACT.schema().fieldNames());
    }

    private Dataset<Row> left(Dataset<Row> rows) {
        Dataset<Row> unseen = unseen(remembered(rows), TABLE, DocumentSources.CONTRACT, Documents.DOCUMENT_ID);
        return splits.containsAll(ALL.splits)
                ? unseen
                : unseen.where(col(Documents.SPLIT).isin(splits.toArray()));
    }

    /** Removes the rows of documents that are to be forgotten, whatever number their copy of the text has. */
    private Dataset<Row> remembered(Dataset<Row> rows) {
        if (forgotten.isEmpty()) {
            return rows;
        }
        Dataset<Row> texts = StoredTable.read(rows.sparkSession(), HASHES, tables(forgotten, FORGOTTEN_TABLE));
        Column same = DocumentIdColumns.hash(rows.col(Documents.DOCUMENT_ID)).equalTo(texts.col(HASH));
        return rows.join(texts, same, "left_anti");
    }

    /** Removes the {@code rows} whose {@code keys} match a row of an earlier run's table, and those that are not listed. */
    private Dataset<Row> unseen(Dataset<Row> rows, String table, Contract contract, String... keys) {
        Dataset<Row> listed = among.isEmpty() ? rows : matched(rows, among, "left_semi", table, contract, keys);
        return prepared.isEmpty() ? listed : matched(listed, prepared, "left_anti", table, contract, keys);
    }

    private static Dataset<Row> matched(
            Dataset<Row> rows, List<String> folders, String join, String table, Contract contract, String... keys) {
        // With an explicit schema, planning opens no file.
        StructType schema = contract.schema();
        Dataset<Row> seen = StoredTable.read(rows.sparkSession(), schema, tables(folders, table));
        Column same = Arrays.stream(keys)
                .map(key -> rows.col(key).equalTo(seen.col(key)))
                .reduce(Column::and)
                .orElseThrow();
        return rows.join(seen, same, join);
    }

    /** Plans the {@link DocumentSources} of all documents that {@code folders} list. Opens no file. */
    public static Dataset<Row> listed(SparkSession spark, List<String> folders) {
        StructType schema = DocumentSources.CONTRACT.schema();
        return folders.isEmpty()
                ? spark.createDataFrame(List.of(), schema)
                : StoredTable.read(spark, schema, tables(folders, TABLE));
    }

    private static Path[] tables(List<String> folders, String table) {
        return folders.stream()
                .map(folder -> new Path(StoredPath.of(folder), table))
                .toArray(Path[]::new);
    }
}
