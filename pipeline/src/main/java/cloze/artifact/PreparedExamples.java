package cloze.artifact;

import static org.apache.spark.sql.functions.lit;

import cloze.config.CorpusConfig;
import cloze.config.ExamplesConfig;
import cloze.config.VocabularyConfig;
import cloze.dataset.Documents;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.provenance.Manifest;
import cloze.release.PublishedTokenizer;
import cloze.release.TrainedModel;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The examples of a prepare output, stored as Parquet in examples/train and examples/validation. The name of the folder
 * is the split.
 */
public final class PreparedExamples {
    /** Steps whose output holds examples: prepare, and the steps of retraining that mix outputs. */
    private static final List<String> MAKERS = List.of("prepare", "replay", "recent");

    private final SparkSession spark;
    private final Path prepared;

    /**
     * Refers to the examples in {@code prepared}, even if the run that writes them is not finished; see {@link #open}.
     */
    public PreparedExamples(SparkSession spark, Path prepared) {
        this.spark = spark;
        this.prepared = prepared;
    }

    /**
     * Opens the examples of a finished prepare run.
     *
     * @throws InvalidConfigException if {@code prepared} is empty
     * @throws InvalidInputException if the folder is not a finished prepare output
     */
    public static PreparedExamples open(SparkSession spark, String prepared) {
        if (prepared.isEmpty()) {
            throw new InvalidConfigException(List.of("prepared = \"\": must name the output of a prepare run"));
        }
        var folder = StoredPath.of(prepared);
        var manifest = Manifest.read(spark.sparkContext().hadoopConfiguration(), folder);
        if (manifest.isEmpty() || !MAKERS.contains(manifest.get().job())) {
            throw new InvalidInputException(
                    "prepared = %s: expected a finished prepare output, found %s; run the prepare job"
                            .formatted(
                                    prepared,
                                    manifest.map(found -> "the output of " + found.job())
                                            .orElse("no " + Manifest.FILE + " there")));
        }
        return new PreparedExamples(spark, folder);
    }

    /** Returns the session that reads the examples. */
    public SparkSession spark() {
        return spark;
    }

    /** Returns the folder of the prepare output. */
    public Path prepared() {
        return prepared;
    }

    /** Writes {@code examples} into the folder of {@code split}. */
    public static void write(Dataset<Row> examples, Path prepared, String split) {
        examples.drop(SentencePairs.SPLIT)
                .write()
                .parquet(folder(prepared, split).toString());
    }

    private static Path folder(Path prepared, String split) {
        return new Path(prepared, "examples/" + split);
    }

    private Dataset<Row> read(String split) {
        Path folder = folder(prepared, split);
        requireFiles(folder);
        return StoredTable.read(spark, folder).withColumn(SentencePairs.SPLIT, lit(split));
    }

    /** Fails if {@code folder} holds no Parquet file. The manifest has recorded examples, so their files are lost. */
    private void requireFiles(Path folder) {
        try {
            FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
            boolean isThere = files.exists(folder)
                    && Arrays.stream(files.listStatus(folder))
                            .anyMatch(file -> file.getPath().getName().endsWith(".parquet"));
            if (!isThere) {
                throw new CorruptArtifactException(
                        "%s: expected the files of the examples, found none; restore them, or run prepare again"
                                .formatted(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Looking for the examples in " + folder, e);
        }
    }

    /** Reads all pairs of one split, without any stored masks. */
    public Dataset<Row> pairs(String split) {
        return SentencePairs.CONTRACT.select(read(split));
    }

    /** Reads all pairs of both splits. */
    public Dataset<Row> pairs() {
        return pairs(Documents.TRAIN).unionAll(pairs(Documents.VALIDATION));
    }

    /**
     * Returns N, the number of examples of a split.
     *
     * @throws CorruptArtifactException if it differs from the number recorded when they were written
     */
    public long count(String split) {
        long found = pairs(split).count();
        Long written = manifest().counts().get(countName(split));
        if (written != null && written != found) {
            throw new CorruptArtifactException(
                    "prepared = %s: expected %d examples in examples/%s, as its %s says, found %d; files were lost, added or changed: restore them, or run prepare again"
                            .formatted(prepared, written, split, Manifest.FILE, found));
        }
        return found;
    }

    /** Returns the key of the number of examples of {@code split} in the counts of a manifest. */
    public static String countName(String split) {
        return split + "_examples";
    }

    /** Reads the examples of a split whose masks are stored. */
    public Dataset<Row> masked(String split) {
        return MaskedExamples.CONTRACT.select(MaskedExamples.CONTRACT.require(read(split)));
    }

    /** Reads all examples of one split as stored, with or without masks. */
    public Dataset<Row> stored(String split) {
        return isFrozen() || split.equals(Documents.VALIDATION) ? masked(split) : pairs(split);
    }

    /** Returns whether the training masks are stored instead of drawn each epoch. */
    public boolean isFrozen() {
        return Arrays.asList(read(Documents.TRAIN).columns()).contains(MaskedExamples.INPUT_IDS);
    }

    /**
     * Returns the configuration that the examples were built with. Masks drawn during training follow the same rules.
     */
    public ExamplesConfig config() {
        return manifest().configuration("examples", ExamplesConfig.class);
    }

    /** Returns the configuration of the corpus that the examples were built from. */
    public CorpusConfig corpus() {
        return manifest().configuration("corpus", CorpusConfig.class);
    }

    /** Returns the tokenizer of the examples. */
    public PublishedTokenizer tokenizer() {
        return PublishedTokenizer.of(manifest().configuration("vocabulary", VocabularyConfig.class));
    }

    private Manifest manifest() {
        return Manifest.read(spark.sparkContext().hadoopConfiguration(), prepared)
                .orElseThrow();
    }

    /** Returns the vocabulary that token ids refer to. */
    public Vocabulary vocabulary() {
        return VocabularyFile.at(new Path(prepared, "vocab.txt").toString())
                .read(spark.sparkContext().hadoopConfiguration());
    }

    /**
     * Fails if the model cuts text in another way than the examples were cut, because the rows of its embedding table
     * would then stand for other pieces, or pieces would never occur. See {@link ModelTokens}.
     *
     * @throws InvalidInputException if vocabularies, casing or added tokens differ
     */
    public void requireTokensOf(TrainedModel model) throws IOException {
        new ModelTokens(model, prepared, spark.sparkContext().hadoopConfiguration()).require(vocabulary(), tokenizer());
    }
}
