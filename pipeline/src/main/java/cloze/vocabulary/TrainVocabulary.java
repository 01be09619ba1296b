package cloze.vocabulary;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;

import cloze.config.VocabularyConfig;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains a vocabulary from the words of the train split. Spark has counted the words; the driver merges pieces of at
 * most max-words of them. The result depends only on the counts, not on partitions or order.
 *
 * @param config sizes and limits
 */
public record TrainVocabulary(VocabularyConfig config) {
    /** Longer words, in code points, become [UNK] in the reference's WordPiece, whatever the vocabulary. */
    static final int LONGEST_WORD = 200;

    /**
     * Trains the vocabulary. Runs two Spark jobs over {@code wordCounts} (see {@link WordCounts}); persist it unless it
     * is stored.
     *
     * @throws InvalidInputException if the train split has no words
     * @throws cloze.error.InvalidConfigException if the alphabet alone exceeds vocab-size
     */
    public Vocabulary from(Dataset<Row> wordCounts) {
        Dataset<Row> train = WordCounts.CONTRACT
                .require(wordCounts)
                .where(col(WordCounts.SPLIT).equalTo(Documents.TRAIN))
                .where(length(col(WordCounts.WORD)).leq(LONGEST_WORD));
        List<WordCount> words = new ArrayList<>(mostFrequent(train));
        if (words.isEmpty()) {
            throw new InvalidInputException(
                    "The train split has no words to train a vocabulary from: the corpus is empty, or all its documents are in the validation split; add text or lower corpus.validation-fraction");
        }
        // A reserved word is a piece already, so it is left out of the training data.
        Set<String> reserved = Set.copyOf(config.reservedPieces());
        words.removeIf(word -> reserved.contains(word.word()));
        List<String> pieces =
                switch (config.kind()) {
                    case WORDPIECE -> new WordPieceTrainer(config, words).train();
                    case WORDS -> FrequentWords.of(words, config);
                };
        List<String> all = new ArrayList<>(FixedPieces.of(config));
        all.addAll(pieces);
        return Vocabulary.of(all, "trained from the corpus");
    }

    private List<WordCount> mostFrequent(Dataset<Row> train) {
        long lowest = lowestCount(train);
        return train
                .where(col(WordCounts.COUNT).geq(lowest))
                .select(WordCounts.WORD, WordCounts.COUNT)
                .collectAsList()
                .stream()
                .map(row -> new WordCount(row.getString(0), row.getLong(1)))
                .toList();
    }

    /**
     * Returns the smallest count that at most max-words words reach. Words of equal count are kept or dropped together.
     */
    private long lowestCount(Dataset<Row> train) {
        String words = "words";
        List<Row> histogram = train.groupBy(WordCounts.COUNT)
                .agg(count(lit(1)).as(words))
                .orderBy(col(WordCounts.COUNT).desc())
                .collectAsList();
        long kept = 0;
        long lowest = Long.MAX_VALUE;
        for (Row row : histogram) {
            kept += row.getLong(1);
            if (kept > config.maxWords()) {
                break;
            }
            lowest = row.getLong(0);
        }
        return lowest;
    }
}
