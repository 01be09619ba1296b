package cloze.dataset;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** The components of a {@link DocumentId} as expressions over a column of ids. */
public final class DocumentIdColumns {
    private DocumentIdColumns() {}

    /** Returns the hash of the document's text, a string that equal texts share. */
    public static Column hash(Column id) {
        return substring(id, 1, DocumentId.HASH_DIGITS);
    }

    /** Returns the occurrence number, a long: 1 for the first document with its text. */
    public static Column occurrence(Column id) {
        int before = DocumentId.HASH_DIGITS + DocumentId.OCCURRENCE_SEPARATOR.length();
        return when(isCopy(id), id.substr(lit(before + 1), length(id)).cast(DataTypes.LongType))
                .otherwise(lit(1L));
    }

    /** Returns whether the document is not the first with its text. */
    public static Column isCopy(Column id) {
        return length(id).gt(DocumentId.HASH_DIGITS);
    }
}
