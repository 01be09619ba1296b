package cloze.artifact;

import static org.apache.spark.sql.functions.col;

import cloze.config.RunConfig;
import cloze.corpus.CorpusDifference;
import cloze.corpus.ReadDocuments;
import cloze.corpus.SeenDocuments;
import cloze.corpus.read.RejectedTexts;
import cloze.dataset.Contract;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.stage.Stage;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * @param difference the part of the corpus to look in, which holds all that is new; empty for all of it
 */
public record UnseenDocuments(List<String> prepared, List<String> splits, Optional<CorpusDifference> difference)
        implements Stage {
    /** Folder in a prepare output with the {@link DocumentSources} of its documents. */
    public static final String TABLE = SeenDocuments.TABLE;

    /** Folder in a prepare output with its {@link RejectedTexts}. */
    public static final String REJECTED_TABLE = "rejected/corpus";

    /** Keeps every document, for a run without predecessors. */
    public static final UnseenDocuments ALL =
            new UnseenDocuments(List.of(), List.of(Documents.TRAIN, Documents.VALIDATION));

    public UnseenDocuments {
        prepared = List.copyOf(prepared);
        splits = List.copyOf(splits);
    }

    /** Looks in the whole corpus. */
    public UnseenDocuments(List<String> prepared, List<String> splits) {
        this(prepared, splits, Optional.empty());
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
