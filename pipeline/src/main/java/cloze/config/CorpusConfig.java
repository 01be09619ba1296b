package cloze.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The source of documents: files, what a Spark session reads, or a generated language.
 *
 * @param input what to read, each entry with its weight; folders are read recursively
 * @param format format of the files
 * @param textColumn column of JSON lines and Parquet files with the text of a document
 * @param idColumn column of JSON lines and Parquet files with an id that traces a document back to its origin; empty
 *     for none. No draw depends on it
 * @param documentSplit what separates the documents of a plain-text file
 * @param lineEnd meaning of a line end within a document
 * @param onInvalid handling of rows that cannot be read
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

    /** The format of a file. */
    public enum Format {
        /** By file name, ignoring a compression suffix: .jsonl and .json, .parquet, and plain text for any other. */
        AUTO,
        /** Plain text in UTF-8. */
        TEXT,
        /** One JSON object per line. */
        JSONL,
        /** Apache Parquet. */
        PARQUET
    }

    /** The separator of documents in a plain-text file. */
    public enum DocumentSplit {
        /** One or more lines of only white space, as in the input of google-research/bert. */
        BLANK_LINE,
        /** Each file is a document. */
        FILE,
        /** Each line is a document. */
        LINE
    }

    /** The meaning of a line end within a document. */
    public enum LineEnd {
        /** The end of a sentence, as in the input of google-research/bert. A line holds whole sentences. */
        SENTENCE,
        /** A space, for wrapped paragraphs. A blank line ends a sentence. */
        SPACE
    }

    /** The handling of a row that is not UTF-8, not a JSON object, or lacks its text. */
    public enum OnInvalid {
        /** The job fails and reports the location of the row. */
        FAIL,
        /** The row is skipped and counted by reason. */
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

    /** Returns the paths of the files that this program reads itself, without their weights. */
    public List<String> paths() {
        return paths(input);
    }

    private static List<String> paths(List<CorpusInput> input) {
        return input.stream()
                .filter(entry -> entry.kind() == CorpusInput.Kind.FILES)
                .map(CorpusInput::path)
                .toList();
    }

    /** Returns the entries that Spark reads: tables, queries and formats. */
    @JsonIgnore
    public List<CorpusInput> tables() {
        return input.stream()
                .filter(entry -> entry.kind() != CorpusInput.Kind.FILES)
                .toList();
    }

    /** Returns what the entries name, for messages. */
    @JsonIgnore
    public List<String> named() {
        return input.stream().map(CorpusInput::named).toList();
    }

    /** Returns a copy with other entries. */
    public CorpusConfig withInput(List<CorpusInput> other) {
        return Records.copy(this, Map.of("input", other));
    }

    /** Returns a copy that reads the files at {@code paths}, each document once, and nothing else. */
    public CorpusConfig reading(List<String> paths) {
        return Records.copy(
                this,
                Map.of(
                        "input",
                        paths.stream().map(CorpusInput::new).toList(),
                        "generator",
                        new GeneratorConfig(
                                GeneratorConfig.Kind.NONE,
                                generator.documents(),
                                generator.distinctWords(),
                                generator.pairLength())));
    }

    /** Returns a copy that generates documents instead of reading files. */
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
