package cloze.config;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where documents come from: files, or a generated language.
 *
 * @param input what to read, each with its weight; folders are read recursively
 * @param format what the files are
 * @param textColumn column of JSON lines and Parquet files that holds a document's text
 * @param idColumn column of theirs with an id that leads from a document back to where it came from; empty: none. No draw depends on it
 * @param documentSplit what separates the documents of a plain-text file
 * @param lineEnd what a line end within a document means
 * @param onInvalid what becomes of a row that cannot be read
 * @param language locale whose rules and abbreviations end sentences, as a BCP 47 tag: en, de, pt-BR
 * @param validationFraction share of documents held out for validation, in [0, 1)
 * @param generator a generated corpus instead of files
 */
public record CorpusConfig(
        List<CorpusInput> input,
        Format format,
        String textColumn,
        String idColumn,
        DocumentSplit documentSplit,
        LineEnd lineEnd,
        OnInvalid onInvalid,
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

    /** What a line end within a document means. */
    public enum LineEnd {
        /** The end of a sentence, as in the input of google-research/bert: a line holds whole sentences. */
        SENTENCE,
        /** A space: paragraphs are wrapped to some width. A blank line ends a sentence. */
        SPACE
    }

    /** What becomes of a row that is not UTF-8, is no JSON object or has no text where it should. */
    public enum OnInvalid {
        /** The job ends and says where the row is. */
        FAIL,
        /** The row is left out and counted by reason. */
        SKIP
    }

    public CorpusConfig {
        input = List.copyOf(input);
        List<String> paths = paths(input);
        Problems.check("corpus", problems -> problems.require(
                        paths.stream().noneMatch(String::isBlank), "input", paths, "must not name a blank path")
                .require(!textColumn.isBlank(), "text-column", textColumn, "must name a column")
                .require(
                        idColumn.isEmpty() || !idColumn.equals(textColumn),
                        "id-column",
                        idColumn,
                        "must not be the text-column")
                .require(
                        isLanguageTag(language), "language", language, "must be a language tag such as en, de or pt-BR")
                .require(
                        validationFraction >= 0 && validationFraction < 1,
                        "validation-fraction",
                        validationFraction,
                        "must be in [0, 1)"));
    }

    /** What to read, weights apart. */
    public List<String> paths() {
        return paths(input);
    }

    private static List<String> paths(List<CorpusInput> input) {
        return input.stream().map(CorpusInput::path).toList();
    }

    /** The same with generated documents in place of files. */
    public CorpusConfig generated(GeneratorConfig stories) {
        return Records.copy(this, Map.of("input", List.of(), "generator", stories));
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
