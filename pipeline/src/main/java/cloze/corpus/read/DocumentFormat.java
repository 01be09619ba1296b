package cloze.corpus.read;

import cloze.config.CorpusConfig;
import cloze.config.CorpusConfig.DocumentSplit;
import cloze.config.CorpusConfig.Format;
import cloze.error.InvalidInputException;
import cloze.input.ContentKind;
import cloze.input.FileNames;
import cloze.input.OpenedRange;
import java.io.Serializable;

/**
 * How the configuration says that files are divided into documents.
 *
 * @param format of all files; {@code AUTO} to tell by the name and the content of each
 * @param split of plain text
 */
public record DocumentFormat(Format format, DocumentSplit split) implements Serializable {
    private static final String AS_TEXT = "To read it as plain text all the same: corpus.format = text.";

    /** Takes the settings of {@code corpus}. */
    public static DocumentFormat of(CorpusConfig corpus) {
        return new DocumentFormat(corpus.format(), corpus.documentSplit());
    }

    /**
     * Chooses the layout of a file that has not been opened.
     *
     * @param name the file's name without a compression suffix
     */
    public Layout named(String name) {
        return switch (format) {
            case AUTO -> FileNames.sayJsonLines(name)
                    ? Layout.JSON_LINE
                    : FileNames.sayParquet(name) ? Layout.PARQUET : Layout.of(split);
            case TEXT -> Layout.of(split);
            case JSONL -> Layout.JSON_LINE;
            case PARQUET -> Layout.PARQUET;
        };
    }

    /**
     * Chooses the layout of an opened file: that of its name, unless its content is another that can be read.
     *
     * @throws InvalidInputException if the content cannot be read, or is not what the name or the format says
     */
    public Layout found(OpenedRange file) {
        Layout named = named(file.name());
        ContentKind kind = file.kind();
        if (kind == ContentKind.PARQUET && file.isPacked()) {
            throw refusal(file, "a Parquet file that is not compressed as a whole; unpack it", "");
        }
        if (named == Layout.PARQUET) {
            // What looks like prose may be a damaged Parquet file; its reader says so.
            if (kind == ContentKind.PARQUET || kind.isText()) {
                return named;
            }
            throw refusal(file, "Parquet", "");
        }
        if (format != Format.AUTO) {
            if (kind.isBinary()) {
                throw refusal(file, named == Layout.JSON_LINE ? "JSON lines" : "text", "");
            }
            return named;
        }
        return switch (kind) {
            case TEXT -> named;
            case PARQUET -> Layout.PARQUET;
            case JSON_LINES -> Layout.JSON_LINE;
            default -> throw refusal(
                    file, named == Layout.JSON_LINE ? "JSON lines" : "text", kind.isBinary() ? "" : AS_TEXT);
        };
    }

    private static InvalidInputException refusal(OpenedRange file, String expected, String otherwise) {
        return file.kind().refusal(file.range().path(), expected, otherwise);
    }
}
