package cloze.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.dataset.Contract;
import cloze.dataset.PairDrafts;
import cloze.dataset.SentencePairs;
import cloze.dataset.TokenizedSentences;
import cloze.error.InvalidInputException;
import cloze.stage.Stage;
import cloze.vocabulary.SpecialIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Builds sentence pairs, {@code dupe-factor} different pairings of each document, for next-sentence prediction (NSP),
 * sentence-order prediction (SOP) or masked words only.
 *
 * <p>A random B comes from a document of the same split with a different text, drawn uniformly. Documents are ranked,
 * with copies of a text adjacent. The partner's rank is drawn, excluding those of the document and its copies, and a
 * small request travels to the partner. A document's chunks, which of them have a true next segment, and what these
 * contain depend on the document alone. Documents that join or leave the corpus can only change the partners.
 *
 * <p>Every document yields pairs, except that with windows or SOP a document of one sentence yields none: it has no
 * second segment to pair or swap.
 *
 * <p>{@link #plan} runs one Spark job, which counts the documents. The rows are read three times in all, so pass them
 * through {@link #placed} and keep them in memory and on disk until the pairs are written. Then only the requests are
 * shuffled.
 *
 * @param config how pairs are built
 * @param specials ids of the special pieces
 * @param seed the run's seed
 * @param splits the splits that must yield examples: train, and validation unless corpus.validation-fraction is 0
 */
public record PairSentences(ExamplesConfig config, SpecialIds specials, long seed, List<String> splits)
        implements Stage {
    private static final int SMALLEST_WITH_PARTNERS = 2;

    public PairSentences {
        splits = List.copyOf(splits);
    }

    @Override
    public Contract input() {
        return TokenizedSentences.CONTRACT;
    }

    @Override
    public Contract output() {
        return SentencePairs.CONTRACT;
    }

    /**
     * Plans the pairs.
     *
     * @throws InvalidInputException if a split has too few documents
     */
    @Override
    public Dataset<Row> plan(Dataset<Row> rows) {
        Dataset<Row> documents = TokenizedSentences.CONTRACT
                .select(rows)
                .where(sentences().geq(builder().rule().fewestSentences()));
        return needsPartners() ? withPartners(documents) : ofNeighbours(documents);
    }

    private Dataset<Row> ofNeighbours(Dataset<Row> documents) {
        checkEnough(Count.bySplit(documents));
        return TokenizedSentences.CONTRACT
                .typed(documents)
                .flatMap(new NeighbourPairs(builder()), SentencePairs.CONTRACT.encoder())
                .toDF();
    }

    private Dataset<Row> withPartners(Dataset<Row> documents) {
        JavaRDD<Row> rows = PlacedDocuments.rows(documents);
        Optional<DocumentRanks> counted = DocumentRanks.count(rows);
        if (counted.isEmpty()) {
            return withPartners(PlacedDocuments.of(documents));
        }
        DocumentRanks ranks = counted.get();
        checkEnough(ranks.sizes());
        JavaPairRDD<Long, byte[]> requests = rows.mapPartitionsToPair(new SendRequests(builder(), ranks))
                .repartitionAndSortWithinPartitions(new PartitionOfPosition(ranks, rows.getNumPartitions()));
        JavaRDD<Row> pairs = rows.zipPartitions(requests, new AnswerRequests(builder(), ranks));
        return documents
                .sparkSession()
                .createDataset(pairs.rdd(), SentencePairs.CONTRACT.encoder())
                .toDF();
    }

    /**
     * Moves tokenized documents to where pairing wants them, which otherwise has to move them itself, for each split.
     * Persist the result: pairing reads it three times.
     */
    public static Dataset<Row> placed(Dataset<Row> tokenizedSentences) {
        return PlacedDocuments.of(tokenizedSentences);
    }

    /**
     * Describes the text that each example was cut from, as far as its own document determines it: {@link PairDrafts},
     * one row per example. Needs no shuffle.
     */
    public Dataset<Row> drafts(Dataset<Row> tokenizedSentences) {
        return TokenizedSentences.CONTRACT
                .typed(tokenizedSentences)
                .flatMap(new DescribeDrafts(builder()), PairDrafts.CONTRACT.encoder())
                .toDF();
    }

    private boolean needsPartners() {
        return config.objective() == Objective.NSP;
    }

    private PairBuilder builder() {
        return new PairBuilder(config, specials, seed);
    }

    private static Column sentences() {
        return size(col(TokenizedSentences.SENTENCE_ENDS));
    }

    private void checkEnough(Map<String, Count> sizes) {
        int smallest = needsPartners() ? SMALLEST_WITH_PARTNERS : 1;
        var expected = new TreeSet<>(sizes.keySet());
        expected.addAll(splits);
        for (String split : expected) {
            Count size = sizes.getOrDefault(split, Count.NONE);
            long texts = size.texts();
            if (texts < smallest) {
                long copies = size.documents() - texts;
                throw new InvalidInputException(
                        tooFew(split, texts, smallest, copies == 0 ? "" : " and %d copies of it".formatted(copies)));
            }
        }
    }

    private String tooFew(String split, long found, int smallest, String copies) {
        String usable = builder().rule().fewestSentences() == 1 ? "" : " with two or more sentences";
        return "Split %s: expected at least %d document(s)%s, found %d%s; %s"
                .formatted(split, smallest, usable, found, copies, advice(found));
    }

    private String advice(long found) {
        if (found > 0) {
            return "a random next sentence must come from another document, which must not be a copy: add documents, or set examples.objective = mlm-only, or sop";
        }
        String documents = "add documents or, for no validation examples, set corpus.validation-fraction = 0";
        return config.objective() == Objective.SOP
                ? documents
                        + "; a single sentence has no order: if all documents have just one, set examples.objective = mlm-only"
                : documents;
    }
}
