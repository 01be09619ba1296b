package cloze.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.Sentences;
import cloze.inference.BertEmbedder;
import cloze.network.parameter.ParameterLayout;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.release.PublishedTokenizer;
import cloze.release.TrainedModel;
import cloze.sentence.SplitSentences;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Computes mean-pooled vectors of the first sentences of the corpus through Spark ML, including the tokenizing. The
 * sentences are in memory, and the vectors are discarded. The model is the configured one, or one of the configured
 * network with initial values, because trained weights do not change the time.
 */
record EmbeddingsBenchmark() implements Benchmark {
    private static final int SENTENCES = 10_000;

    @Override
    public List<BenchmarkRow> run(BenchmarkCorpus corpus) {
        var drawn = new Path(corpus.scratch(), "model");
        Dataset<Row> sentences = SplitSentences.of(corpus.config().corpus())
                .apply(corpus.documents())
                .select(explode(col(Sentences.SENTENCES)).as(Documents.TEXT))
                .limit(SENTENCES)
                .repartition(corpus.threads())
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            String model = corpus.config().model().isEmpty()
                    ? drawn(corpus, drawn).toString()
                    : corpus.config().model();
            Dataset<Row> vectors = new BertEmbedder()
                    .setModel(model)
                    .setInputCol(Documents.TEXT)
                    .transform(sentences);
            long count = sentences.count();
            double seconds = corpus.repetitions().seconds(() -> Discard.drain(vectors));
            return List.of(BenchmarkRow.of("embeddings")
                    .with(BenchmarkColumn.LANGUAGE, corpus.language())
                    .withRate(BenchmarkColumn.SEQUENCES_PER_SECOND, (double) count, seconds)
                    .with(BenchmarkColumn.SECONDS, seconds)
                    .with(BenchmarkColumn.THREADS, corpus.threads())
                    .with(BenchmarkColumn.PARAMETERS, parameters(corpus, model)));
        } catch (IOException e) {
            throw new UncheckedIOException("Measuring embeddings", e);
        } finally {
            sentences.unpersist(true);
            PrepareBenchmark.delete(corpus, drawn);
        }
    }

    private static int parameters(BenchmarkCorpus corpus, String model) throws IOException {
        return Math.toIntExact(
                ParameterLayout.length(TrainedModel.at(hadoop(corpus), model).network()));
    }

    /** Writes a model with initial values to {@code folder}. */
    private static Path drawn(BenchmarkCorpus corpus, Path folder) throws IOException {
        RunConfig config = corpus.config();
        Vocabulary vocabulary = PreparationStages.of(corpus).vocabulary();
        NetworkConfig network = config.network().withVocabSize(vocabulary.size());
        FileSystem files = folder.getFileSystem(hadoop(corpus));
        files.mkdirs(folder);
        ModelFolder.at(files, folder)
                .write(
                        ModelWeights.initial(network, config.seed()),
                        vocabulary,
                        PublishedTokenizer.of(config.vocabulary()));
        return folder;
    }

    private static Configuration hadoop(BenchmarkCorpus corpus) {
        return corpus.spark().sparkContext().hadoopConfiguration();
    }
}
