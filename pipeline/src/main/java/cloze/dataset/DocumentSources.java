package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/**
 * One row per document: where it was read. Written by {@code cloze.corpus}, and by prepare as Parquet. It traces the
 * document_id and partner_document_id of an example back to files. No example depends on it.
 */
public final class DocumentSources {
    public static final String DOCUMENT_ID = Documents.DOCUMENT_ID;
    public static final String SPLIT = Documents.SPLIT;
    public static final String SOURCE = "source";
    public static final String SOURCE_ID = "source_id";

    public static final Contract CONTRACT = new Contract(
            "document_sources",
            new StructType()
                    .add(DOCUMENT_ID, StringType, false, "as in documents")
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(SOURCE, StringType, false, "the file, fully qualified, the table or the generator")
                    .add(SOURCE_ID, StringType, true, "value of corpus.id-column; null where there is none"));

    private DocumentSources() {}
}
