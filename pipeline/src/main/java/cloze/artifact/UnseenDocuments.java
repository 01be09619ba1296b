package cloze.artifact;

import static org.apache.spark.sql.functions.col;

import cloze.corpus.read.RejectedTexts;
import cloze.dataset.Contract;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.stage.Stage;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps only the documents that no earlier prepare run has seen. It runs after identification, so occurrence numbers
 * count over the whole corpus. The second copy of a text that was seen once is therefore new, and keeps its number.
 *
 * @param prepared outputs of the earlier runs
 * @param splits the splits to keep; documents of other splits are left for a later run
 */
public record UnseenDocuments(List<String> prepared, List<String> splits) implements Stage {
    /** Folder in a prepare output with the {@link DocumentSources} of its documents. */
    public static final String TABLE = "documents";

    /** Folder in a prepare output with its {@link RejectedTexts}. */
    public static final String REJECTED_TABLE = "rejected/corpus";

    /** Keeps every document, for a run without predecessors. */
    public static final UnseenDocuments ALL =
            new UnseenDocuments(List.of(), List.of(Documents.TRAIN, Documents.VALIDATION));

    public UnseenDocuments {
        prepared = List.copyOf(prepared);
        splits = List.copyOf(splits);
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
        return without(
                rejected,
                REJECTED_TABLE,
                RejectedTexts.CONTRACT,
                RejectedTexts.CONTRACT.schema().fieldNames());
    }

    private Dataset<Row> left(Dataset<Row> rows) {
        Dataset<Row> unseen = without(rows, TABLE, DocumentSources.CONTRACT, Documents.DOCUMENT_ID);
        return splits.containsAll(ALL.splits)
                ? unseen
                : unseen.where(col(Documents.SPLIT).isin(splits.toArray()));
    }

    /** Removes the {@code rows} whose {@code keys} match a row of an earlier run's table. */
    private Dataset<Row> without(Dataset<Row> rows, String table, Contract contract, String... keys) {
        if (prepared.isEmpty()) {
            return rows;
        }
        // With an explicit schema, planning opens no file.
        StructType schema = contract.schema();
        Path[] tables = prepared.stream()
                .map(folder -> new Path(StoredPath.of(folder), table))
                .toArray(Path[]::new);
        Dataset<Row> seen = StoredTable.read(rows.sparkSession(), schema, tables);
        Column same = Arrays.stream(keys)
                .map(key -> rows.col(key).equalTo(seen.col(key)))
                .reduce(Column::and)
                .orElseThrow();
        return rows.join(seen, same, "left_anti");
    }
}
