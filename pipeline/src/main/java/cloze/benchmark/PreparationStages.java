package cloze.benchmark;

import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.prepare.ExamplePlan;
import cloze.prepare.Preparation;
import cloze.stage.Progress;
import cloze.vocabulary.TrainVocabulary;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The stages of a {@link Preparation}, each run from the start. The plans are those of the job: the corpus is read once
 * for the vocabulary and once for the examples, tokens are persisted while pairs are made, and each split is processed
 * separately.
 *
 * @param corpus the corpus to prepare
 * @param plan the stages, with the vocabulary, whose training is measured separately
 */
record PreparationStages(BenchmarkCorpus corpus, ExamplePlan plan) {
    private static final String WRITE = "write";

    private static final String READ = "read";
    private static final String SENTENCES = "sentences";
    private static final String COUNT_WORDS = "count words";
    private static final String TRAIN_VOCABULARY = "train vocabulary";
    private static final String TOKENIZE = "tokenize";
    private static final String PAIR = "pair";
    private static final String MASK = "mask";

    /**
     * A run of all stages up to a given one.
     *
     * @param stage the last stage of the run
     * @param after the stage that it reads from; empty if none
     * @param work runs the stages
     */
    record CumulativeRun(String stage, String after, Runnable work) {}

    static PreparationStages of(BenchmarkCorpus corpus) {
        Vocabulary vocabulary = Preparation.of(corpus.config())
                .vocabulary(corpus.spark().sparkContext().hadoopConfiguration(), corpus.documents(), Progress.SILENT);
        // Requires no split to have examples; a split without documents has no pairs.
        return new PreparationStages(corpus, new ExamplePlan(corpus.config(), vocabulary, List.of()));
    }

    Vocabulary vocabulary() {
        return plan.vocabulary();
    }

    /** Returns the stages in the order of the data flow. */
    List<CumulativeRun> runs() {
        List<CumulativeRun> runs = new ArrayList<>();
        runs.add(new CumulativeRun(READ, "", () -> Discard.drain(corpus.documents())));
        if (corpus.config().vocabulary().isTrained()) {
            runs.add(new CumulativeRun(COUNT_WORDS, READ, () -> Discard.drain(words())));
            runs.add(new CumulativeRun(TRAIN_VOCABULARY, COUNT_WORDS, () -> new TrainVocabulary(
                            corpus.config().vocabulary())
                    .from(words())));
        }
        runs.add(new CumulativeRun(SENTENCES, READ, () -> Discard.drain(sentences())));
        runs.add(new CumulativeRun(TOKENIZE, SENTENCES, () -> withTokens(Discard::drain)));
        runs.add(new CumulativeRun(PAIR, TOKENIZE, () -> withPairs((split, pairs) -> Discard.drain(pairs))));
        runs.add(new CumulativeRun(
                MASK, PAIR, () -> withPairs((split, pairs) -> Discard.drain(plan.stored(pairs, split)))));
        runs.add(new CumulativeRun(WRITE, MASK, this::write));
        return runs;
    }

    private Dataset<Row> sentences() {
        return ExamplePlan.sentences(corpus.config(), corpus.documents());
    }

    private Dataset<Row> words() {
        return ExamplePlan.words(corpus.config(), corpus.documents());
    }

    private void withTokens(Consumer<Dataset<Row>> work) {
        Dataset<Row> tokenized = plan.tokenized(corpus.documents()).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            work.accept(tokenized);
        } finally {
            tokenized.unpersist(true);
        }
    }

    private void withPairs(BiConsumer<String, Dataset<Row>> work) {
        withTokens(tokenized -> {
            for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
                work.accept(split, plan.pairs(tokenized, split));
            }
        });
    }

    private void write() {
        var folder = new Path(corpus.scratch(), "stages");
        try {
            withPairs((split, pairs) -> plan.stored(pairs, split)
                    .drop(SentencePairs.SPLIT)
                    .write()
                    .parquet(new Path(folder, split).toString()));
        } finally {
            PrepareBenchmark.delete(corpus, folder);
        }
    }
}
