package cloze.corpus;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.config.GeneratorConfig;
import cloze.config.Problems;
import cloze.corpus.read.DocumentFormat;
import cloze.corpus.read.FoundTexts;
import cloze.corpus.read.Layout;
import cloze.corpus.read.ParquetDocuments;
import cloze.corpus.read.RangeReader;
import cloze.corpus.read.ReadRules;
import cloze.corpus.read.RejectedTexts;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.input.FileRange;
import cloze.input.InputFile;
import cloze.input.InputFiles;
import cloze.input.OpenedRange;
import cloze.input.Portion;
import cloze.input.PortionReads;
import cloze.input.Unpacking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the corpus as {@link Documents}, from files or from a generated language. Compressed files are recognized by
 * their first bytes or their suffix; one task reads each. A file whose content is not what its name or
 * {@code corpus.format} says fails, unless the content is a format that can be read.
 *
 * <p>{@link #plan}, {@link #sources} and {@link #rejected} plan over the same rows; each reads the files on its own.
 * Blank documents (only white space) and null texts are rejected. With {@code corpus.on-invalid = skip}, rows that are
 * not UTF-8, or not a JSON object with a text, are rejected too. Otherwise the task that reads such a row fails, and
 * the driver receives an {@link InvalidInputException} among the causes of Spark's exception. Damaged files always fail
 * this way.
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
     * Plans the documents. Runs no Spark job, and opens only the first Parquet file, for its schema.
     *
     * @throws InvalidInputException if an input does not exist or all files are empty
     */
    public Dataset<Row> plan(SparkSession spark) {
        return identify().apply(FoundTexts.accepted(found(spark)));
    }

    /** Plans the {@link DocumentSources} of the same documents: where each was read. Reads the files once more. */
    public Dataset<Row> sources(SparkSession spark) {
        return DocumentSources.CONTRACT.require(identify().sources(FoundTexts.accepted(found(spark))));
    }

    /** Plans {@link RejectedTexts}: the rows that are not documents. Reads the files once more. */
    public Dataset<Row> rejected(SparkSession spark) {
        return RejectedTexts.CONTRACT.require(FoundTexts.rejected(found(spark)));
    }

    private IdentifyDocuments identify() {
        return new IdentifyDocuments(corpus.validationFraction(), seed);
    }

    /**
     * Fails if the corpus has no document. Runs a small Spark job that reads up to the first document and leaves the
     * rest.
     *
     * @throws InvalidInputException if every row was rejected
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
     * Lists the files to be read, sorted by path; none for a generated corpus. Their lengths and modification times
     * serve as a fingerprint.
     *
     * @throws InvalidInputException if an input does not exist
     */
    public List<InputFile> files(SparkSession spark) {
        return files(spark.sparkContext().hadoopConfiguration());
    }

    /** A file that two inputs reach counts once, with the weight of the later one. */
    List<InputFile> files(Configuration hadoop) {
        Map<String, InputFile> files = new TreeMap<>();
        for (CorpusInput input : corpus.input()) {
            InputFiles.list("corpus.input", input.path(), input.weight(), hadoop)
                    .forEach(file -> files.put(file.path(), file));
        }
        return List.copyOf(files.values());
    }

    private Dataset<Row> found(SparkSession spark) {
        GeneratorConfig generator = corpus.generator();
        if (generator.kind() != GeneratorConfig.Kind.NONE) {
            String source = "generator:" + generator.kind().name().toLowerCase(Locale.ROOT);
            return FoundTexts.generated(new GenerateDocuments(generator, seed).plan(spark), source);
        }
        List<InputFile> files = files(spark);
        if (files.stream().allMatch(file -> file.length() == 0)) {
            throw new InvalidInputException("corpus.input %s: all %d file(s) are empty. Name files with text."
                    .formatted(corpus.paths(), files.size()));
        }
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        ReadRules rules = ReadRules.of(corpus);
        DocumentFormat format = DocumentFormat.of(corpus);
        requireColumns(files, format, rules, hadoop);
        JavaRDD<Row> found = PortionReads.plan(
                spark,
                sources(files, format, new Unpacking(hadoop)),
                Portion.Order.LARGEST_FIRST,
                (range, conf) -> RangeReader.open(range, format, rules, conf));
        return spark.createDataset(found.rdd(), FoundTexts.CONTRACT.encoder()).toDF();
    }

    /**
     * Checks the columns of the first Parquet file. Tasks check every file; checking one on the driver reports a wrong
     * column name before any task starts.
     */
    private static void requireColumns(
            List<InputFile> files, DocumentFormat format, ReadRules rules, Configuration hadoop) {
        Optional<InputFile> first = files.stream()
                .filter(file -> file.length() > 0 && format.named(new Path(file.path()).getName()) == Layout.PARQUET)
                .findFirst();
        if (first.isEmpty()) {
            return;
        }
        String path = first.get().path();
        try (var opened = OpenedRange.open(FileRange.whole(path, 1), hadoop)) {
            format.found(opened);
        } catch (IOException e) {
            throw new InvalidInputException("File %s cannot be opened: %s".formatted(path, e.getMessage()), e);
        }
        ParquetDocuments.requireColumns(first.get(), rules, hadoop);
    }

    private static List<Portion.Source> sources(List<InputFile> files, DocumentFormat format, Unpacking unpacking) {
        List<Portion.Source> sources = new ArrayList<>();
        for (InputFile file : files) {
            String name = new Path(file.path()).getName();
            Optional<String> unpacked = unpacking.unpackedName(name);
            Layout layout = format.named(unpacked.orElse(name));
            // An empty file has no rows, except where the whole file is a row.
            if (file.length() > 0 || layout == Layout.WHOLE_FILE) {
                boolean splittable = unpacked.isEmpty() && layout != Layout.WHOLE_FILE;
                sources.add(new Portion.Source(file, splittable));
            }
        }
        return sources;
    }
}
