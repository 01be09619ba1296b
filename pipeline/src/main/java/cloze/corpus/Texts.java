package cloze.corpus;

import cloze.dataset.Contract;
import cloze.dataset.Documents;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One row per document before it has an identity. Written by the readers and by {@link GenerateDocuments}, read by {@link IdentifyDocuments}. */
final class Texts {
    static final String TEXT = Documents.TEXT;

    static final Contract CONTRACT = new Contract(
            "texts",
            new StructType()
                    .add(TEXT, DataTypes.StringType, false, "the document as read, never blank; line ends are \\n"));

    private Texts() {}
}
