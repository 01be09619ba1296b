package cloze.input;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the names of files say about their content. Suffixes may be in capitals. */
public final class FileNames {
    /** A number may follow, as in x.jsonl.1 or x.jsonl-00001-of-00005. */
    private static final Pattern JSON_LINES =
            Pattern.compile(".*\\.(jsonl|json|ndjson|jsonlines)([._-]\\d+([._-]of[._-]\\d+)?)?");

    private FileNames() {}

    /**
     * Returns whether a name says that each line is a JSON object.
     *
     * @param name without a compression suffix
     */
    public static boolean sayJsonLines(String name) {
        return JSON_LINES.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns whether a name says that a file is Parquet. */
    public static boolean sayParquet(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".parquet");
    }
}
