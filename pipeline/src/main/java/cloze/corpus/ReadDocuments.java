package cloze.corpus;

import cloze.config.CorpusConfig;
import cloze.config.GeneratorConfig;
import cloze.config.Problems;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The corpus as {@link Documents}: files, or a generated language. Blank documents (white space only) are no documents. Compressed files
 * are unpacked by the suffix of their name (.gz, .bz2 and what else Hadoop knows), each by one task.
 *
 * <p>A fault within a file (bytes that are not UTF-8, a line that is no JSON object) is found by the task that reads it and reaches
 * the driver as an {@link InvalidInputException} among the causes of Spark's own exception.
 *
 * @param corpus what to read
 * @param seed the run's seed
 */
public record ReadDocuments(CorpusConfig corpus, long seed) {
    public ReadDocuments {
        boolean generates = corpus.generator().kind() != GeneratorConfig.Kind.NONE;
        List<String> input = corpus.input();
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
     * Plans reading; launches no Spark job unless there are so many Parquet files that Spark lists them with one.
     *
     * @throws InvalidInputException when an input does not exist, or all files are empty
     */
    public Dataset<Row> plan(SparkSession spark) {
        return new IdentifyDocuments(corpus.validationFraction(), seed).apply(texts(spark));
    }

    /**
     * Fails unless there is a document. Runs a small Spark job that reads up to the first one; the rest of the corpus is not touched.
     *
     * @throws InvalidInputException when every file holds only white space
     */
    public void requireDocuments(SparkSession spark) {
        if (texts(spark).isEmpty()) {
            throw new InvalidInputException(
                    "corpus.input %s holds no text: only blank lines or blank documents. Name files with text."
                            .formatted(corpus.input()));
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

    private Dataset<Row> texts(SparkSession spark) {
        if (corpus.generator().kind() != GeneratorConfig.Kind.NONE) {
            return new GenerateDocuments(corpus.generator(), seed).plan(spark);
        }
        List<CorpusFile> files = files(spark);
        if (files.stream().allMatch(file -> file.length() == 0)) {
            throw new InvalidInputException("corpus.input %s: all %d file(s) are empty. Name files with text."
                    .formatted(corpus.input(), files.size()));
        }
        return texts(spark, files);
    }

    private Dataset<Row> texts(SparkSession spark, List<CorpusFile> files) {
        List<Portion.Source> sources = new ArrayList<>();
        List<CorpusFile> parquet = new ArrayList<>();
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        var codecs = new CompressionCodecFactory(hadoop);
        for (CorpusFile file : files) {
            var path = new Path(file.path());
            Optional<CompressionCodec> codec = Optional.ofNullable(codecs.getCodec(path));
            String name = codec.map(
                            known -> CompressionCodecFactory.removeSuffix(path.getName(), known.getDefaultExtension()))
                    .orElse(path.getName());
            Layout layout = Layout.of(name, corpus);
            if (file.length() == 0) {
                continue;
            }
            if (layout == Layout.PARQUET) {
                parquet.add(file);
            } else {
                sources.add(new Portion.Source(file, layout, codec.isEmpty() && layout != Layout.WHOLE_FILE));
            }
        }
        List<Dataset<Row>> parts = new ArrayList<>();
        if (!sources.isEmpty()) {
            parts.add(ReadTextFiles.plan(spark, sources, corpus.textColumn()));
        }
        if (!parquet.isEmpty()) {
            parts.add(ReadParquetFiles.plan(spark, parquet, corpus.textColumn()));
        }
        return parts.stream().reduce(Dataset::union).orElseThrow();
    }
}
