package cloze.prepare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import cloze.config.Problems;
import cloze.config.RunConfig;
import cloze.config.curate.CurateConfig;
import cloze.config.curate.CurateConfig.OnBreach;
import cloze.config.curate.CurateConfig.OnExcess;
import cloze.config.curate.PersonalDataConfig.Kind;
import cloze.corpus.ReadDocuments;
import cloze.curate.CurateDocuments;
import cloze.curate.Curated;
import cloze.curate.language.LanguageIdentifier;
import cloze.dataset.Documents;
import cloze.dataset.Verdicts;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.parallel.SideBySide;
import cloze.report.RemovedSection;
import cloze.run.Refusal;
import cloze.stage.Progress;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import cloze.table.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Removes documents from a corpus by the rules of the section curate, and writes what became of each. */
public final class Curation {
    /** Folder in a prepare output with the tables. */
    public static final String FOLDER = "curation";

    /** {@link Verdicts}. */
    static final String VERDICTS = "verdicts";

    private static final String QUARANTINED = "quarantined";
    private static final String COUNTS = RemovedSection.COUNTS;
    private static final String REPLACEMENTS = RemovedSection.REPLACEMENTS;
    private static final String SAMPLES = RemovedSection.SAMPLES;
    private static final String LANGUAGES = RemovedSection.LANGUAGES;
    private static final String CLUSTERS = RemovedSection.CLUSTERS;
    private static final String DOCUMENTS = "documents";
    private static final String EXAMPLES = "examples";
    private static final double PERCENT = 100;

    private final RunConfig config;
    private final CurateConfig rules;

    private Curation(RunConfig config) {
        this.config = config;
        this.rules = config.curate();
    }

    /** Creates the curation that {@code config} describes. */
    public static Curation of(RunConfig config) {
        return new Curation(config);
    }

    /**
     * What came out.
     *
     * @param kept the documents that stay, as {@link Documents}, read from where they were written
     * @param counts number of documents by verdict
     * @param lines lines to print
     * @param tables the small tables by name
     */
    public record Result(
            Dataset<Row> kept, Map<String, Long> counts, List<String> lines, Map<String, SmallTable> tables) {}

    /**
     * Checks the languages.
     *
     * @throws InvalidConfigException if the detector does not know one of them
     */
    public void check() {
        if (rules.languages().isEmpty()) {
            return;
        }
        Set<String> known = LanguageIdentifier.known();
        List<String> unknown = rules.languages().stream()
                .filter(language -> !known.contains(LanguageIdentifier.code(language)))
                .toList();
        Problems.check(
                CurateConfig.SECTION,
                problems -> problems.require(
                        unknown.isEmpty(),
                        "languages",
                        unknown,
                        "must be among the languages that can be told: " + String.join(", ", known)));
    }

    /**
     * Writes the tables verdicts, quarantined, counts, replacements, samples, languages and clusters into {@code folder},
     * and the documents that stay into {@code kept}.
     *
     * @param documents as {@link Documents}
     * @throws InvalidInputException if no document stays
     */
    public Result run(Dataset<Row> documents, Path folder, Path kept, Progress progress) {
        SparkSession spark = documents.sparkSession();
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        var scratch = new Path(folder, "scratch");
        var curate = new CurateDocuments(
                rules,
                rules.pii().replacements(config.vocabulary().reservedPieces()),
                released(hadoop),
                lines(hadoop, "blocked-words-file", rules.blockedWordsFile()),
                sets(spark));
        Curated curated = curate.run(documents, scratch, progress);
        progress.phase("writing kept documents and verdicts");
        Map<String, SmallTable> tables = new TreeMap<>();
        try (var side = new SideBySide()) {
            Map<String, Supplier<SmallTable>> measured = new TreeMap<>();
            tables(curated).forEach((name, table) -> measured.put(name, side.start(table::get)));
            write(curated.verdicts(), new Path(folder, VERDICTS));
            write(curated.kept(), kept);
            if (rules.onBreach() == OnBreach.QUARANTINE) {
                write(curated.quarantined(), new Path(folder, QUARANTINED));
            }
            measured.forEach((name, table) -> tables.put(name, table.get()));
        }
        tables.forEach((name, table) -> table.write(hadoop, folder.toString(), name));
        SmallTable counts = tables.get(COUNTS);
        remove(spark, scratch);
        Dataset<Row> left = StoredTable.read(spark, Documents.CONTRACT.schema(), kept);
        if (left.isEmpty()) {
            throw new InvalidInputException(
                    "The rules of the section curate leave no document of %s. Documents by rule:%n%sRelax the rules shown"
                            .formatted(config.corpus().named(), counts.csv()));
        }
        List<String> lines = new ArrayList<>(counts.markdown().lines().toList());
        excess(counts)
                .filter(excess -> rules.onExcess() == OnExcess.WARN)
                .ifPresent(excess -> lines.add("warning: " + excess));
        return new Result(left, byVerdict(counts), lines, tables);
    }

    /** What each small table is computed by. */
    private static Map<String, Supplier<SmallTable>> tables(Curated curated) {
        return Map.of(
                COUNTS,
                () -> counts(curated.verdicts()),
                REPLACEMENTS,
                () -> replacements(curated),
                SAMPLES,
                () -> SmallTable.of(curated.samples()),
                LANGUAGES,
                () -> SmallTable.of(curated.languages()),
                CLUSTERS,
                () -> SmallTable.of(curated.clusters()));
    }

    private static void write(Dataset<Row> rows, Path folder) {
        rows.write().parquet(folder.toString());
    }

    /** Removes a folder of {@link #run}. */
    static void remove(SparkSession spark, Path folder) {
        try {
            folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Removing " + folder, e);
        }
    }

    private Set<String> released(Configuration hadoop) {
        Set<String> ids = new HashSet<>(rules.release());
        ids.addAll(lines(hadoop, "release-file", rules.releaseFile()));
        return ids;
    }

    /** Returns the lines that are not blank of the file that a key names; none without a file. */
    private static List<String> lines(Configuration hadoop, String key, String file) {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            return TextFile.entries(hadoop, StoredPath.of(file)).toList();
        } catch (UncheckedIOException e) {
            throw new InvalidInputException(
                    "%s.%s: expected a file with one entry per line at %s, which cannot be read"
                            .formatted(CurateConfig.SECTION, key, file),
                    e);
        }
    }

    /** Plans the documents of each set, by the last part of its path. */
    private Map<String, Dataset<Row>> sets(SparkSession spark) {
        Map<String, Dataset<Row>> sets = new TreeMap<>();
        for (String path : rules.decontaminate().sets()) {
            var reader = new ReadDocuments(config.corpus().reading(List.of(path)), config.seed());
            sets.merge(StoredPath.of(path).getName(), reader.plan(spark), Dataset::unionAll);
        }
        return sets;
    }

    /** Columns: verdict, rule, documents, examples (ids of one or two documents). */
    private static SmallTable counts(Dataset<Row> verdicts) {
        Column examples = concat_ws(" ", array_distinct(array(min(Verdicts.DOCUMENT_ID), max(Verdicts.DOCUMENT_ID))));
        return SmallTable.of(verdicts.groupBy(Verdicts.VERDICT, Verdicts.RULE)
                .agg(count(lit(1)).as(DOCUMENTS), examples.as(EXAMPLES))
                .orderBy(col(Verdicts.VERDICT).desc(), col(Verdicts.RULE)));
    }

    /** Columns: kind, replacements. */
    private static SmallTable replacements(Curated curated) {
        Kind[] kinds = Kind.values();
        Column[] sums = new Column[kinds.length];
        for (int kind = 0; kind < kinds.length; kind++) {
            sums[kind] = sum(col(Curated.REPLACED).getItem(kind));
        }
        Row row = curated.replaced().select(sums).first();
        List<Row> rows = new ArrayList<>();
        for (int kind = 0; kind < kinds.length; kind++) {
            rows.add(RowFactory.create(kinds[kind].key(), row.isNullAt(kind) ? 0L : row.getLong(kind)));
        }
        return new SmallTable(
                new StructType().add("kind", DataTypes.StringType, false).add(REPLACEMENTS, DataTypes.LongType, false),
                rows);
    }

    private static Map<String, Long> byVerdict(SmallTable counts) {
        Map<String, Long> sums = new TreeMap<>();
        List.of(Verdicts.KEPT, Verdicts.DROPPED, Verdicts.QUARANTINED).forEach(verdict -> sums.put(verdict, 0L));
        counts.rows()
                .forEach(row -> sums.merge(
                        (String) counts.value(row, Verdicts.VERDICT), (long) counts.value(row, DOCUMENTS), Long::sum));
        return sums;
    }

    /**
     * Returns why the limits refuse a result; empty if they accept it, or no rule is on.
     *
     * @param folder holds the tables
     */
    public Optional<Refusal> refusal(Configuration hadoop, Path folder) {
        if (!rules.isOn()) {
            return Optional.empty();
        }
        SmallTable counts = SmallTable.read(hadoop, new Path(folder, COUNTS));
        return excess(counts)
                .filter(excess -> rules.onExcess() == OnExcess.FAIL || rules.onBreach() == OnBreach.FAIL)
                .map(excess -> new Refusal(excess, COUNTS));
    }

    /** Says by how much the share of lost documents is beyond its limit. */
    private Optional<String> excess(SmallTable counts) {
        Map<String, Long> sums = byVerdict(counts);
        long all = sums.values().stream().mapToLong(number -> number).sum();
        long lost = all - sums.get(Verdicts.KEPT);
        if (rules.onBreach() == OnBreach.FAIL && lost > 0) {
            return Optional.of(
                    "%d of %d document(s) break a rule of the section curate, expected none with curate.on-breach = fail. Repair the corpus, or set curate.on-breach to drop or quarantine"
                            .formatted(lost, all));
        }
        if (lost <= rules.maxDroppedShare() * all) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d document(s), %.1f %%, break a rule of the section curate, expected at most %.1f %%. Repair the corpus, relax the rules, or raise curate.max-dropped-share",
                lost,
                all,
                PERCENT * lost / all,
                PERCENT * rules.maxDroppedShare()));
    }
}
