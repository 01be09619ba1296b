package cloze.config;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;

/**
 * Where documents come from: files, or a generated language.
 *
 * @param input paths, folders or globs to read, each with or without a scheme; folders are read recursively
 * @param format what the files are
 * @param textColumn column of JSON lines and Parquet files that holds a document's text
 * @param documentSplit what separates the documents of a plain-text file
 * @param language locale whose rules and abbreviations end sentences, as a BCP 47 tag: en, de, pt-BR
 * @param validationFraction share of documents held out for validation, in [0, 1)
 * @param generator a generated corpus instead of files
 */
public record CorpusConfig(
        List<String> input,
        Format format,
        String textColumn,
        DocumentSplit documentSplit,
        String language,
        double validationFraction,
        GeneratorConfig generator) {

    /** What a file is. */
    public enum Format {
        /** By the file's name, a compression suffix apart: .jsonl and .json, .parquet, and anything else is text. */
        AUTO,
        /** Plain text in UTF-8. */
        TEXT,
        /** One JSON object per line. */
        JSONL,
        /** Apache Parquet. */
        PARQUET
    }

    /** What separates the documents of a plain-text file. */
    public enum DocumentSplit {
        /** One or more lines of nothing but white space, as the input of google-research/bert. */
        BLANK_LINE,
        /** A file is a document. */
        FILE,
        /** A line is a document. */
        LINE
    }

    public CorpusConfig {
        input = List.copyOf(input);
        List<String> paths = input;
        String column = textColumn;
        String tag = language;
        double fraction = validationFraction;
        Problems.check("corpus", problems -> problems.require(
                        paths.stream().noneMatch(String::isBlank), "input", paths, "must not name a blank path")
                .require(!column.isBlank(), "text-column", column, "must name a column")
                .require(isLanguageTag(tag), "language", tag, "must be a language tag such as en, de or pt-BR")
                .require(fraction >= 0 && fraction < 1, "validation-fraction", fraction, "must be in [0, 1)"));
    }

    private static boolean isLanguageTag(String tag) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(tag)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}
