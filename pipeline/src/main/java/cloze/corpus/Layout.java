package cloze.corpus;

import cloze.config.CorpusConfig;
import java.util.Locale;

/** How a file holds its documents. */
enum Layout {
    /** Text; lines of white space separate documents. */
    BLANK_LINE,
    /** Text; the file is one document. */
    WHOLE_FILE,
    /** Text; each line is a document. */
    LINE,
    /** Each line is a JSON object with the document as a string. */
    JSON_LINE,
    /** Apache Parquet with a text column; row groups are read by the range that holds their middle. */
    PARQUET;

    /**
     * The layout of one file.
     *
     * @param name the file's name without the suffix of its compression
     */
    static Layout of(String name, CorpusConfig config) {
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
