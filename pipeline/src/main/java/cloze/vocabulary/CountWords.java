package cloze.vocabulary;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.dataset.Contract;
import cloze.dataset.Documents;
import cloze.stage.Stage;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts the words of each split's documents.
 *
 * @param casing whether to lower-case letters
 * @param added texts that are kept whole
 */
public record CountWords(Casing casing, List<AddedToken> added) implements Stage {
    public CountWords {
        added = List.copyOf(added);
    }

    /** Creates the stage for documents with the rules of {@code config}. */
    public static CountWords ofDocuments(VocabularyConfig config) {
        return new CountWords(
                config.casing(),
                config.reservedPieces().stream().map(AddedToken::reserved).toList());
    }

    @Override
    public Contract input() {
        return Documents.CONTRACT;
    }

    @Override
    public Contract output() {
        return WordCounts.CONTRACT;
    }

    @Override
    public Dataset<Row> plan(Dataset<Row> rows) {
        Casing applied = casing;
        List<AddedToken> kept = added;
        MapPartitionsFunction<Row, Row> count =
                partition -> new PartialWordCounts(partition, new BasicTokenizer(applied, kept));
        return rows.select(col(Documents.SPLIT), col(Documents.TEXT))
                .mapPartitions(count, WordCounts.CONTRACT.encoder())
                .groupBy(WordCounts.SPLIT, WordCounts.WORD)
                .agg(sum(WordCounts.COUNT).as(WordCounts.COUNT));
    }
}
