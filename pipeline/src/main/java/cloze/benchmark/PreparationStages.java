package cloze.benchmark;

import static org.apache.spark.sql.functions.col;

import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.dataset.TokenizedSentences;
import cloze.mask.MaskTokens;
import cloze.pair.PairSentences;
import cloze.sentence.SplitSentences;
import cloze.token.TokenizeSentences;
import cloze.token.Tokenizer;
import cloze.vocabulary.CountWords;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.TrainVocabulary;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What the prepare job does, cut off behind each stage. The plans are the job's: the corpus is read once for the vocabulary and once for the
 * examples, tokens are kept while pairs are made, and each split is made by itself.
 *
 * @param corpus what is prepared
 * @param vocabulary the pieces; training them is measured apart
 */
record PreparationStages(BenchmarkCorpus corpus, Vocabulary vocabulary) {
    private static final String WRITE = "write";

    private static final String READ = "read";
    private static final String SENTENCES = "sentences";
    private static final String COUNT_WORDS = "count words";
    private static final String TRAIN_VOCABULARY = "train vocabulary";
    private static final String TOKENIZE = "tokenize";
    private static final String PAIR = "pair";
    private static final String MASK = "mask";

    /**
     * Everything up to a stage.
     *
     * @param stage the last one run
     * @param after the stage it reads from; empty: none
     * @param work runs it
     */
    record CumulativeRun(String stage, String after, Runnable work) {}

    static PreparationStages of(BenchmarkCorpus corpus) {
        RunConfig config = corpus.config();
        Vocabulary vocabulary = config.vocabulary().isTrained()
                ? new TrainVocabulary(config.vocabulary()).from(words(corpus))
                : VocabularyFile.at(config.vocabulary().file())
                        .read(corpus.spark().sparkContext().hadoopConfiguration());
        return new PreparationStages(corpus, vocabulary);
    }

    /** The stages in the order of the data flow. */
    List<CumulativeRun> runs() {
        List<CumulativeRun> runs = new ArrayList<>();
        runs.add(new CumulativeRun(READ, "", () -> Discard.drain(corpus.documents())));
        if (corpus.config().vocabulary().isTrained()) {
            runs.add(new CumulativeRun(COUNT_WORDS, READ, () -> Discard.drain(words(corpus))));
            runs.add(new CumulativeRun(TRAIN_VOCABULARY, COUNT_WORDS, () -> new TrainVocabulary(
                            corpus.config().vocabulary())
                    .from(words(corpus))));
        }
        runs.add(new CumulativeRun(SENTENCES, READ, () -> Discard.drain(sentences(corpus))));
        runs.add(new CumulativeRun(TOKENIZE, SENTENCES, () -> withTokens(Discard::drain)));
        runs.add(new CumulativeRun(PAIR, TOKENIZE, () -> withPairs((split, pairs) -> Discard.drain(pairs))));
        runs.add(new CumulativeRun(MASK, PAIR, () -> withPairs((split, pairs) -> Discard.drain(stored(split, pairs)))));
        runs.add(new CumulativeRun(WRITE, MASK, this::write));
        return runs;
    }

    private static Dataset<Row> sentences(BenchmarkCorpus corpus) {
        return SplitSentences.of(corpus.config().corpus()).apply(corpus.documents());
    }

    private static Dataset<Row> words(BenchmarkCorpus corpus) {
        return CountWords.ofDocuments(corpus.config().vocabulary()).apply(corpus.documents());
    }

    private void withTokens(Consumer<Dataset<Row>> work) {
        Dataset<Row> tokenized = new TokenizeSentences(
                        Tokenizer.of(vocabulary, corpus.config().vocabulary()))
                .apply(sentences(corpus))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            work.accept(tokenized);
        } finally {
            tokenized.unpersist(true);
        }
    }

    private void withPairs(BiConsumer<String, Dataset<Row>> work) {
        RunConfig config = corpus.config();
        // As the prepare job: each split alone. A split without documents has no pairs, which is no fault here.
        var pairing = new PairSentences(config.examples(), SpecialIds.of(vocabulary), config.seed(), List.of());
        withTokens(tokenized -> {
            for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
                work.accept(
                        split,
                        pairing.apply(
                                tokenized.where(col(TokenizedSentences.SPLIT).equalTo(split))));
            }
        });
    }

    /** The examples of a split as they are stored: masks of training examples may be drawn later. */
    private Dataset<Row> stored(String split, Dataset<Row> pairs) {
        RunConfig config = corpus.config();
        boolean unmasked = split.equals(Documents.TRAIN) && config.examples().dynamicMasking();
        return unmasked
                ? pairs
                : MaskTokens.frozen(config.examples(), vocabulary, config.seed())
                        .apply(pairs);
    }

    private void write() {
        var folder = new Path(corpus.scratch(), "stages");
        try {
            withPairs((split, pairs) ->
                    stored(split, pairs).drop(SentencePairs.SPLIT).write().parquet(new Path(folder, split).toString()));
        } finally {
            PrepareBenchmark.delete(corpus, folder);
        }
    }
}
