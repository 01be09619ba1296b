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
import cloze.corpus.source.TableTexts;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.input.FileRange;
import cloze.input.InputFile;
import cloze.input.InputFiles;
import cloze.input.OpenedRange;
import cloze.input.Portion;
import cloze.input.PortionReads;
import cloze.input.RangeRows;
import cloze.input.Stretches;
import cloze.input.Unpacking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the corpus as {@link Documents}, from files, from what the Spark session reads ({@link TableTexts}), or from a generated language. Compressed files are recognized by
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
 * @param difference the part of the corpus to read; empty for all of it
 */
public record ReadDocuments(CorpusConfig corpus, long seed, Optional<CorpusDifference> difference) {
    public ReadDocuments {
        boolean generates = corpus.generator().kind() != GeneratorConfig.Kind.NONE;
        List<String> input = corpus.named();
        Problems.check("corpus", problems -> problems.require(
                        generates || !input.isEmpty(),
                        "input",
                        input,
                        "must name a file, folder, glob or table, or set corpus.generator.kind")
                .require(
                        !generates || input.isEmpty(),
                        "input",
                        input,
                        "must be empty while a corpus is generated; to read files set corpus.generator.kind = none"));
    }

    /** Creates a reader of the whole corpus. */
    public ReadDocuments(CorpusConfig corpus, long seed) {
        this(corpus, seed, Optional.empty());
    }

    /** Returns a reader of a part of the corpus. Its documents have the ids that they have in the whole. */
    public ReadDocuments of(CorpusDifference part) {
        return new ReadDocuments(corpus, seed, Optional.of(part));
    }

    /**
     * Plans the documents. Runs no Spark job, and opens only the first Parquet file, for its schema; asks the catalogs of tables.
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

    /** Plans the hash and the source of each text; see {@link IdentifyDocuments#documents}. Reads the files once more. */
    Dataset<Row> documentsOf(SparkSession spark) {
        return identify().documents(FoundTexts.accepted(found(spark)));
    }

    /** Plans {@link RejectedTexts}: the rows that are not documents. Reads the files once more. */
    public Dataset<Row> rejected(SparkSession spark) {
        return RejectedTexts.CONTRACT.require(FoundTexts.rejected(found(spark)));
    }

    /**
     * Reads about {@code bytes} of the files on the driver, from places all over the corpus. Compressed and Parquet
     * files are read from their beginning. A corpus that is generated or has tables has no sample.
     */
    public CorpusSample sample(SparkSession spark, long bytes) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        DocumentFormat format = DocumentFormat.of(corpus);
        var unpacking = new Unpacking(hadoop);
        // A short range of a Parquet file would hold the middle of no row group.
        List<Portion.Source> sources = sources(files(spark), format, unpacking).stream()
                .map(source ->
                        isNamedParquet(source.file(), format) ? new Portion.Source(source.file(), false) : source)
                .toList();
        long all = sources.stream().mapToLong(source -> source.file().length()).sum();
        List<Portion> places = Stretches.choose(sources, bytes, seed);
        ReadRules rules = ReadRules.of(corpus);
        long length = bytes / places.size();
        PortionReads.Opener<Row> beginning =
                (range, unpack) -> new Beginning(RangeReader.open(range, format, rules, unpack), length);
        return CorpusSample.read(places, all, beginning, unpacking, identify());
    }

    /** The rows of a range up to a length in bytes. */
    private record Beginning(RangeReader rows, long length) implements RangeRows<Row> {
        @Override
        public Optional<Row> advance() throws IOException {
            return rows.bytes() < length ? rows.advance() : Optional.empty();
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    private PortionReads.Opener<Row> opener(DocumentFormat format) {
        ReadRules rules = ReadRules.of(corpus);
        return (range, unpacking) -> RangeReader.open(range, format, rules, unpacking);
    }

    private static boolean isNamedParquet(InputFile file, DocumentFormat format) {
        return format.named(file.name()) == Layout.PARQUET;
    }

    IdentifyDocuments identify() {
        return new IdentifyDocuments(corpus.validationFraction(), seed, difference);
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
                            corpus.named(),
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

    /**
     * A file that two inputs reach, by its path or through links, counts once, with path and weight of the later one.
     */
    List<InputFile> files(Configuration hadoop) {
        Map<String, InputFile> files = new HashMap<>();
        for (CorpusInput input : corpus.input()) {
            if (input.kind() == CorpusInput.Kind.FILES) {
                InputFiles.list("corpus.input", input.path(), input.weight(), hadoop)
                        .forEach(file -> files.put(InputFiles.realName(file, hadoop), file));
            }
        }
        return files.values().stream()
                .sorted(Comparator.comparing(InputFile::path))
                .toList();
    }

    private Dataset<Row> found(SparkSession spark) {
        if (difference.isPresent()) {
            return difference.get().found();
        }
        GeneratorConfig generator = corpus.generator();
        if (generator.kind() != GeneratorConfig.Kind.NONE) {
            String source = "generator:" + generator.kind().name().toLowerCase(Locale.ROOT);
            return FoundTexts.generated(new GenerateDocuments(generator, seed).plan(spark), source);
        }
        Optional<Dataset<Row>> tables = TableTexts.found(spark, corpus);
        if (corpus.paths().isEmpty()) {
            return tables.orElseThrow();
        }
        Dataset<Row> files = ofFiles(spark);
        return tables.map(files::unionAll).orElse(files);
    }

    private Dataset<Row> ofFiles(SparkSession spark) {
        List<InputFile> files = files(spark);
        if (files.stream().allMatch(file -> file.length() == 0)) {
            throw new InvalidInputException("corpus.input %s: all %d file(s) are empty. Name files with text."
                    .formatted(corpus.paths(), files.size()));
        }
        return ofFiles(spark, files);
    }

    /** Plans {@link FoundTexts} of the files with these {@code paths}; empty if they hold nothing. */
    Optional<Dataset<Row>> foundIn(SparkSession spark, Set<String> paths) {
        List<InputFile> files = files(spark).stream()
                .filter(file -> paths.contains(file.path()))
                .toList();
        return files.stream().allMatch(file -> file.length() == 0)
                ? Optional.empty()
                : Optional.of(ofFiles(spark, files));
    }

    private Dataset<Row> ofFiles(SparkSession spark, List<InputFile> files) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        DocumentFormat format = DocumentFormat.of(corpus);
        var unpacking = new Unpacking(hadoop);
        requireColumns(files, format, ReadRules.of(corpus), unpacking);
        JavaRDD<Row> found = PortionReads.plan(
                spark, sources(files, format, unpacking), Portion.Order.LARGEST_FIRST, opener(format));
        return spark.createDataset(found.rdd(), FoundTexts.CONTRACT.encoder()).toDF();
    }

    /**
     * Checks the columns of the first Parquet file. Tasks check every file; checking one on the driver reports a wrong
     * column name before any task starts.
     */
    private static void requireColumns(
            List<InputFile> files, DocumentFormat format, ReadRules rules, Unpacking unpacking) {
        Optional<InputFile> first = files.stream()
                .filter(file -> file.length() > 0 && isNamedParquet(file, format))
                .findFirst();
        if (first.isEmpty()) {
            return;
        }
        String path = first.get().path();
        try (var opened = OpenedRange.open(FileRange.whole(path, 1), unpacking)) {
            format.found(opened);
            ParquetDocuments.requireColumns(first.get(), rules, unpacking.hadoop());
        } catch (IOException e) {
            throw new InvalidInputException("File %s cannot be opened: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static List<Portion.Source> sources(List<InputFile> files, DocumentFormat format, Unpacking unpacking) {
        List<Portion.Source> sources = new ArrayList<>();
        for (InputFile file : files) {
            String name = file.name();
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
