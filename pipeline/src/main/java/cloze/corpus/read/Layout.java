package cloze.corpus.read;

import cloze.config.CorpusConfig;

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

    static Layout of(CorpusConfig.DocumentSplit split) {
        return switch (split) {
            case BLANK_LINE -> BLANK_LINE;
            case FILE -> WHOLE_FILE;
            case LINE -> LINE;
        };
    }
}
