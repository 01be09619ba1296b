package cloze.vocabulary;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.dataset.Contract;
import cloze.dataset.Documents;
import cloze.dataset.Sentences;
import cloze.stage.Stage;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts the words of each split. Reads documents or sentences: a word never spans two sentences, so the counts differ only where a
 * sentence ends inside a stretch without spaces.
 *
 * @param input what is read: the contract of {@link Documents} or of {@link Sentences}
 * @param casing what happens to the case of letters
 * @param reserved words that are kept as written, and whole, wherever a text has them
 */
public record CountWords(Contract input, Casing casing, List<String> reserved) implements Stage {
    private static final String TEXTS = "texts";

    public CountWords {
        reserved = List.copyOf(reserved);
    }

    /** The words {@code config} makes of documents. */
    public static CountWords ofDocuments(VocabularyConfig config) {
        return new CountWords(Documents.CONTRACT, config.casing(), config.reservedPieces());
    }

    /** The words {@code config} makes of sentences. */
    public static CountWords ofSentences(VocabularyConfig config) {
        return new CountWords(Sentences.CONTRACT, config.casing(), config.reservedPieces());
    }

    @Override
    public Contract output() {
        return WordCounts.CONTRACT;
    }

    @Override
    public Dataset<Row> plan(Dataset<Row> rows) {
        Column texts = input.equals(Documents.CONTRACT) ? array(col(Documents.TEXT)) : col(Sentences.SENTENCES);
        Casing applied = casing;
        List<String> kept = reserved;
        MapPartitionsFunction<Row, Row> count =
                partition -> new PartialWordCounts(partition, new BasicTokenizer(applied, kept));
        return rows.select(col(Documents.SPLIT), texts.as(TEXTS))
                .mapPartitions(count, WordCounts.CONTRACT.encoder())
                .groupBy(WordCounts.SPLIT, WordCounts.WORD)
                .agg(sum(WordCounts.COUNT).as(WordCounts.COUNT));
    }
}
