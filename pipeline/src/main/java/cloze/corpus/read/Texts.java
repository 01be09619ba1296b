package cloze.corpus.read;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.corpus.IdentifyDocuments;
import cloze.dataset.Contract;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import org.apache.spark.sql.types.StructType;

/**
 * One row per document that has no identity yet: {@link FoundTexts} without the rejected rows. Read by
 * {@link IdentifyDocuments}.
 */
public final class Texts {
    public static final String TEXT = Documents.TEXT;
    public static final String SOURCE = DocumentSources.SOURCE;
    public static final String SOURCE_ID = DocumentSources.SOURCE_ID;
    public static final String WEIGHT = "weight";

    public static final Contract CONTRACT = new Contract(
            "texts",
            new StructType()
                    .add(TEXT, StringType, false, "the document as read, never blank; line ends are \\n")
                    .add(SOURCE, StringType, false, "the file, fully qualified, the table or the generator")
                    .add(SOURCE_ID, StringType, true, "the user's own id, if there is one")
                    .add(WEIGHT, DoubleType, false, "how often it counts if it is a training document, above 0"));

    private Texts() {}
}
