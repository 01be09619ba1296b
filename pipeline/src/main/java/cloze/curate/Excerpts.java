package cloze.curate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring;

import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/** How documents begin that break a rule, for readers of the report. */
final class Excerpts {
    /** In characters. */
    static final int LENGTH = 160;

    private static final String SPACE = "\\s+";
    private static final Pattern SPACES = Pattern.compile(SPACE);

    private Excerpts() {}

    /** Returns the first {@code length} characters of {@code text} on one line. */
    static String beginning(String text, int length) {
        int end = Math.min(length, text.length());
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return SPACES.matcher(text.substring(0, end)).replaceAll(" ");
    }

    /** The excerpt of a judged document, also of one that breaks a rule because of another document. */
    static Column column() {
        return coalesce(col(Judged.EXCERPT), regexp_replace(substring(col(Judged.TEXT), 1, LENGTH), SPACE, " "));
    }
}
