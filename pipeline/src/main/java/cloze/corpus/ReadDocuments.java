package cloze.corpus;

import cloze.config.CorpusConfig;
import cloze.config.GeneratorConfig;
import cloze.config.Problems;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The corpus as {@link Documents}: files, or a generated language. Compressed files are unpacked by the suffix of their name (.gz, .zst, .bz2
 * and what else Hadoop knows), each by one task.
 *
 * <p>Three plans over the same rows, each a pass over the files of its own: {@link #plan}, {@link #sources} and {@link #rejected}. Blank
 * documents (white space only) and null texts are rejected; so is, with {@code corpus.on-invalid = skip}, what is not UTF-8 or no JSON
 * object with a text. Otherwise such a fault is found by the task that reads it and reaches the driver as an
 * {@link InvalidInputException} among the causes of Spark's own exception; so do damaged files.
 *
 * @param corpus what to read
 * @param seed the run's seed
 */
public record ReadDocuments(CorpusConfig corpus, long seed) {
    public ReadDocuments {
        boolean generates = corpus.generator().kind() != GeneratorConfig.Kind.NONE;
        List<String> input = corpus.paths();
        Problems.check("corpus", problems -> problems.require(
                        generates || !input.isEmpty(),
                        "input",
                        input,
                        "must name a file, folder or glob, or set corpus.generator.kind")
                .require(
                        !generates || input.isEmpty(),
                        "input",
                        input,
                        "must be empty while a corpus is generated; to read files set corpus.generator.kind = none"));
    }

    /**
     * Plans reading; launches no Spark job and opens no file but the first Parquet file, for its schema.
     *
     * @throws InvalidInputException when an input does not exist, or all files are empty
     */
    public Dataset<Row> plan(SparkSession spark) {
        return identify().apply(FoundTexts.accepted(found(spark)));
    }

    /** Plans {@link DocumentSources} of the same documents: where each was read. A pass over the files of its own. */
    public Dataset<Row> sources(SparkSession spark) {
        return DocumentSources.CONTRACT.require(identify().sources(FoundTexts.accepted(found(spark))));
    }

    /** Plans {@link RejectedTexts}: the rows that are no documents. A pass over the files of its own. */
    public Dataset<Row> rejected(SparkSession spark) {
        return RejectedTexts.CONTRACT.require(FoundTexts.rejected(found(spark)));
    }

    private IdentifyDocuments identify() {
        return new IdentifyDocuments(corpus.validationFraction(), seed);
    }

    /**
     * Fails unless there is a document. Runs a small Spark job that reads up to the first one; the rest of the corpus is not touched.
     *
     * @throws InvalidInputException when every row was rejected
     */
    public void requireDocuments(SparkSession spark) {
        if (FoundTexts.accepted(found(spark)).isEmpty()) {
            throw new InvalidInputException("corpus.input %s holds no text. Rejected rows by reason:%n%s%s"
                    .formatted(
                            corpus.paths(),
                            RejectedTexts.byReason(rejected(spark)).csv(),
                            "Name files with text, and the column of the text in corpus.text-column."));
        }
    }

    /**
     * The files to be read, ordered by path; none for a generated corpus. With length and time of change they serve as fingerprint.
     *
     * @throws InvalidInputException when an input does not exist
     */
    public List<CorpusFile> files(SparkSession spark) {
        return InputFiles.list(corpus.input(), spark.sparkContext().hadoopConfiguration());
    }

    private Dataset<Row> found(SparkSession spark) {
        GeneratorConfig generator = corpus.generator();
        if (generator.kind() != GeneratorConfig.Kind.NONE) {
            String source = "generator:" + generator.kind().name().toLowerCase(Locale.ROOT);
            return FoundTexts.generated(new GenerateDocuments(generator, seed).plan(spark), source);
        }
        List<CorpusFile> files = files(spark);
        if (files.stream().allMatch(file -> file.length() == 0)) {
            throw new InvalidInputException("corpus.input %s: all %d file(s) are empty. Name files with text."
                    .formatted(corpus.paths(), files.size()));
        }
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        ReadRules rules = ReadRules.of(corpus);
        List<Portion.Source> sources = sources(files, new Unpacking(hadoop));
        // Tasks check every file; a wrong name in the configuration is told before there are any.
        sources.stream()
                .filter(source -> source.layout() == Layout.PARQUET)
                .findFirst()
                .ifPresent(source -> ParquetDocuments.requireColumns(source.file(), rules, hadoop));
        return ReadFiles.plan(spark, sources, rules);
    }

    private List<Portion.Source> sources(List<CorpusFile> files, Unpacking unpacking) {
        List<Portion.Source> sources = new ArrayList<>();
        for (CorpusFile file : files) {
            var path = new Path(file.path());
            Optional<String> unpacked = unpacking.unpackedName(path);
            Layout layout = Layout.of(unpacked.orElse(path.getName()), corpus);
            // An empty file has no rows, unless files are rows.
            if (file.length() > 0 || layout == Layout.WHOLE_FILE) {
                boolean splittable = unpacked.isEmpty() && layout != Layout.WHOLE_FILE;
                sources.add(new Portion.Source(file, layout, splittable));
            }
        }
        return sources;
    }
}
