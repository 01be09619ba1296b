package cloze.forget;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import cloze.config.CorpusConfig;
import cloze.config.RunConfig;
import cloze.corpus.ReadDocuments;
import cloze.corpus.source.TableVersions;
import cloze.dataset.DocumentSources;
import cloze.error.InvalidInputException;
import cloze.retrain.RunRow.Past;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Where the documents of earlier nights are still to be read: in the corpus of today, or in the one that the night has recorded, with the
 * versions of its tables. A registry keeps examples, not texts.
 */
record StoredCorpora(SparkSession spark, RecordedSettings settings, FoundDocuments found) {
    private static final String ID = DocumentSources.DOCUMENT_ID;

    /**
     * Returns for each night the corpus that has all its documents but the ones to be forgotten. Reads each corpus once.
     *
     * @throws InvalidInputException if there is none
     */
    Map<Integer, CorpusConfig> of(ReplayPlan plan) {
        List<Integer> nights = plan.nights().stream().map(Past::version).toList();
        CorpusConfig today = TableVersions.fixed(spark, settings.today().corpus());
        Map<Integer, CorpusConfig> corpora = new HashMap<>();
        RunConfig sample = settings.of(nights.get(nights.size() - 1));
        Map<Integer, Long> missing = missing(nights, today, sample.seed());
        for (int night : nights) {
            CorpusConfig then = settings.of(night).corpus();
            long lost = missing.getOrDefault(night, 0L);
            if (lost == 0 && isReadAlike(then, today)) {
                corpora.put(night, today);
            } else if (missing(List.of(night), then, sample.seed()).isEmpty()) {
                corpora.put(night, then);
            } else {
                throw new InvalidInputException(
                        "Registry %s: %d document(s) that the night of version %d has seen, and that are not to be forgotten, are neither in corpus.input %s nor in what that night read, %s. The registry keeps no texts, so the night cannot be replayed, and nothing was forgotten. Put them back, or add them to the ids"
                                .formatted(
                                        plan.registry().folder(),
                                        lost == 0 ? seenBy(night) : lost,
                                        night,
                                        today.named(),
                                        then.named()));
            }
        }
        return corpora;
    }

    /** Documents that are read by other keys may have other texts, or be split otherwise into sentences. */
    private static boolean isReadAlike(CorpusConfig then, CorpusConfig today) {
        return then.withInput(List.of()).equals(today.withInput(List.of()));
    }

    private long seenBy(int night) {
        return documents(List.of(night)).count();
    }

    private Dataset<Row> documents(List<Integer> nights) {
        return found.without(FoundDocuments.documents(spark, settings.registry(), nights), ID);
    }

    /** Counts the documents of each night that {@code corpus} has not, leaving out nights that lack none. */
    private Map<Integer, Long> missing(List<Integer> nights, CorpusConfig corpus, long seed) {
        Dataset<Row> documents = documents(nights);
        Map<Integer, Long> missing = new HashMap<>();
        Dataset<Row> there;
        try {
            there = new ReadDocuments(corpus, seed).sources(spark).select(ID).distinct();
        } catch (InvalidInputException e) {
            // Its files are gone: then all are missing.
            there = documents.select(ID).limit(0);
        }
        documents
                .join(there, documents.col(ID).equalTo(there.col(ID)), "left_anti")
                .groupBy(col(FoundDocuments.NIGHT))
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> missing.put(row.getInt(0), row.getLong(1)));
        return missing;
    }
}
