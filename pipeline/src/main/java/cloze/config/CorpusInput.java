package cloze.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One entry of {@code corpus.input}: files, or what a Spark session reads, namely a table or view of a catalog, a query, or a format
 * by its name. Components that an entry leaves out are empty.
 *
 * @param path a file, a folder or a glob, with or without a scheme; with a format, the path that its reader is given
 * @param weight how often each of its training documents counts, in (0, {@value #MOST}]. With 2.5 each counts twice,
 *     and a keyed half of them a third time; with 0.5 only a keyed half counts. Validation documents always count once
 * @param table name of a table or view, as in SQL
 * @param version of the table: a number, or the name of a tag or branch where the table has them; empty for the newest
 * @param where condition in SQL that rows must meet
 * @param query a SELECT whose rows are read
 * @param format name of a data source of Spark, such as csv, orc, avro or jdbc
 * @param options of the format's reader, by name
 * @param textColumn column with the text of a document; empty for {@code corpus.text-column}
 * @param idColumn column with the user's id; empty for {@code corpus.id-column}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CorpusInput(
        String path,
        double weight,
        String table,
        String version,
        String where,
        String query,
        String format,
        Map<String, String> options,
        String textColumn,
        String idColumn) {
    /** Upper bound of a weight. Every repeat is a document of its own, so a typing error could fill a disk. */
    private static final int MOST = 100;

    /** Formats whose reader can be asked for a version. */
    private static final List<String> VERSIONED = List.of("delta", "iceberg");

    /** Readers of this program, which {@code corpus.format} chooses. */
    private static final List<String> OWN_FORMATS = List.of("auto", "jsonl");

    private static final Pattern SECRET = Pattern.compile(
            "(^|[-._])(password|passwd|pwd|secrets?|tokens?|credentials?|(access|api|private)[-.]?key)($|[-._])",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("[;?&](password|pwd)=[^;&]", Pattern.CASE_INSENSITIVE);

    /** What an entry names. */
    public enum Kind {
        /** Files that this program reads itself, as {@code corpus.format} says. */
        FILES,
        TABLE,
        QUERY,
        FORMAT
    }

    public CorpusInput {
        // Manifests leave out what is empty.
        path = Objects.requireNonNullElse(path, "");
        table = Objects.requireNonNullElse(table, "");
        version = Objects.requireNonNullElse(version, "");
        where = Objects.requireNonNullElse(where, "");
        query = Objects.requireNonNullElse(query, "");
        format = Objects.requireNonNullElse(format, "");
        options = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(options, Map.of())));
        textColumn = Objects.requireNonNullElse(textColumn, "");
        idColumn = Objects.requireNonNullElse(idColumn, "");

        Kind kind = kind(table, query, format);
        String named = path;
        String ofVersion = version;
        String formatName = format.toLowerCase(Locale.ROOT);
        Map<String, String> given = options;
        boolean isFiles = kind == Kind.FILES;
        boolean hasOwnKeys = !where.isEmpty() || !textColumn.isEmpty() || !idColumn.isEmpty();
        long names = Stream.of(table, query, format.isEmpty() ? path : format)
                .filter(name -> !name.isEmpty())
                .count();
        Problems.check(
                "corpus.input",
                problems -> problems.require(weight > 0 && weight <= MOST, "weight", weight, "must be in (0, 100]")
                        .require(
                                names == 1,
                                "path",
                                named,
                                "must name one of path, table, query, or format with its path or options")
                        .require(
                                !OWN_FORMATS.contains(formatName),
                                "format",
                                formatName,
                                "must be a format of Spark, such as csv or orc; leave it out to read files as corpus.format says")
                        .require(
                                ofVersion.isEmpty() || kind == Kind.TABLE || VERSIONED.contains(formatName),
                                "version",
                                ofVersion,
                                "must be left out unless a table is named, or the format delta or iceberg")
                        .require(
                                given.isEmpty() || kind == Kind.FORMAT,
                                "options",
                                given.keySet(),
                                "must be left out unless a format is named")
                        .require(
                                !isFiles || !hasOwnKeys,
                                "where, text-column, id-column",
                                named,
                                "must be left out for files; corpus.text-column and corpus.id-column name the columns, and format = parquet lets Spark read them")
                        .require(
                                given.keySet().stream().noneMatch(key -> SECRET.matcher(key)
                                                .find())
                                        && given.values().stream().noneMatch(value -> PASSWORD_IN_URL
                                                .matcher(value)
                                                .find()),
                                "options",
                                given.keySet(),
                                "must hold no password, because the configuration is printed and kept; set it as a Spark property of a catalog, such as spark.sql.catalog.NAME.password, and name the table of that catalog"));
    }

    /** Creates an entry of files. */
    public CorpusInput(String path, double weight) {
        this(path, weight, "", "", "", "", "", Map.of(), "", "");
    }

    /** Creates an entry of files that counts each document once. */
    public CorpusInput(String path) {
        this(path, 1);
    }

    /** Returns an entry of a table or view that counts each document once. */
    public static CorpusInput ofTable(String table) {
        return new CorpusInput("", 1, table, "", "", "", "", Map.of(), "", "");
    }

    /** Returns an entry of a query that counts each document once. */
    public static CorpusInput ofQuery(String query) {
        return new CorpusInput("", 1, "", "", "", query, "", Map.of(), "", "");
    }

    /** Returns an entry of a path in a format of Spark that counts each document once. */
    public static CorpusInput ofFormat(String format, String path, Map<String, String> options) {
        return new CorpusInput(path, 1, "", "", "", "", format, options, "", "");
    }

    private static Kind kind(String table, String query, String format) {
        if (!table.isEmpty()) {
            return Kind.TABLE;
        }
        if (!query.isEmpty()) {
            return Kind.QUERY;
        }
        return format.isEmpty() ? Kind.FILES : Kind.FORMAT;
    }

    @JsonIgnore
    public Kind kind() {
        return kind(table, query, format);
    }

    /** Returns what it names, for messages and as the source of its documents. */
    public String named() {
        return switch (kind()) {
            case FILES -> path;
            case TABLE -> table;
            case QUERY -> query;
            case FORMAT -> path.isEmpty() ? format : format + ":" + path;
        };
    }

    /** Returns a copy that reads {@code other} version. */
    public CorpusInput withVersion(String other) {
        return Records.copy(this, Map.of("version", other));
    }

    /** Returns a copy that reads only rows that meet {@code condition}. */
    public CorpusInput withWhere(String condition) {
        return Records.copy(this, Map.of("where", condition));
    }

    /** Returns a copy with other columns. */
    public CorpusInput withColumns(String text, String id) {
        return Records.copy(this, Map.of("textColumn", text, "idColumn", id));
    }

    /** Returns a copy with another weight. */
    public CorpusInput withWeight(double other) {
        return Records.copy(this, Map.of("weight", other));
    }

    /** Files keep the text that they had before there were tables, because fingerprints hold it. */
    @Override
    public String toString() {
        return kind() == Kind.FILES ? "CorpusInput[path=%s, weight=%s]".formatted(path, weight) : Records.text(this);
    }
}
