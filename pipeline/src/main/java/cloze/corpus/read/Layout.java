package cloze.corpus.read;

import cloze.config.CorpusConfig;
import java.util.Locale;

/** How a file is divided into documents. */
public enum Layout {
    /** Plain text; lines of only white space separate documents. */
    BLANK_LINE,
    /** Plain text; the whole file is one document. */
    WHOLE_FILE,
    /** Plain text; each line is a document. */
    LINE,
    /** Each line is a JSON object with the document's text in a field. */
    JSON_LINE,
    /** Apache Parquet with a text column. A row group is read by the range that contains its middle. */
    PARQUET;

    /**
     * Chooses the layout of a file.
     *
     * @param name the file's name without a compression suffix
     */
    public static Layout of(String name, CorpusConfig config) {
        return switch (config.format()) {
            case AUTO -> byExtension(name, config.documentSplit());
            case TEXT -> of(config.documentSplit());
            case JSONL -> JSON_LINE;
            case PARQUET -> PARQUET;
        };
    }

    private static Layout byExtension(String name, CorpusConfig.DocumentSplit split) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".jsonl") || lower.endsWith(".json")) {
            return JSON_LINE;
        }
        return lower.endsWith(".parquet") ? PARQUET : of(split);
    }

    private static Layout of(CorpusConfig.DocumentSplit split) {
        return switch (split) {
            case BLANK_LINE -> BLANK_LINE;
            case FILE -> WHOLE_FILE;
            case LINE -> LINE;
        };
    }
}
