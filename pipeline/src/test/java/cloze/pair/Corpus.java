package cloze.pair;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.config.GatesConfig;
import cloze.dataset.TokenizedSentences;
import cloze.random.Seeds;
import cloze.vocabulary.SpecialIds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Documents whose tokens encode their place: token i of document number d is d * 1,000 + i + 5. */
final class Corpus {
    static final SpecialIds SPECIALS = new SpecialIds(0, 1, 2, 3, 4, 10_000_000);
    static final int TOKENS_PER_DOCUMENT = 1_000;

    private Corpus() {}

    /** Returns the document with sentences of the given lengths. */
    static TokenizedDocument document(int number, String split, int... sentenceLengths) {
        int[] ends = new int[sentenceLengths.length];
        int end = 0;
        for (int s = 0; s < ends.length; s++) {
            end += sentenceLengths[s];
            ends[s] = end;
        }
        int[] tokens = IntStream.range(0, end)
                .map(i -> number * TOKENS_PER_DOCUMENT + i + 5)
                .toArray();
        return new TokenizedDocument(id(number), split, tokens, ends);
    }

    /** Returns document number {@code occurrence} with the same text. */
    static TokenizedDocument copy(TokenizedDocument document, int occurrence) {
        return new TokenizedDocument(
                document.id() + "-" + occurrence, document.split(), document.tokenIds(), document.sentenceEnds());
    }

    static String id(int number) {
        return "%016x%016x".formatted(Seeds.mix(number), Seeds.mix(~number));
    }

    /** Returns the number of the document that {@code token} comes from. */
    static int documentOf(int token) {
        return (token - 5) / TOKENS_PER_DOCUMENT;
    }

    /** Returns the index of {@code token} in its document. */
    static int placeOf(int token) {
        return (token - 5) % TOKENS_PER_DOCUMENT;
    }

    /** Returns a document of 1 to 12 sentences with 1 to 20 tokens each. */
    static TokenizedDocument random(int number, String split) {
        SplittableRandom random = Seeds.forRow(3, "fixture", number);
        return document(
                number, split, random.ints(1 + random.nextInt(12), 1, 21).toArray());
    }

    static List<TokenizedDocument> random(int from, int to, String split) {
        return IntStream.range(from, to)
                .mapToObj(number -> random(number, split))
                .toList();
    }

    static Dataset<Row> dataset(SparkSession spark, List<TokenizedDocument> documents) {
        List<Row> rows = documents.stream()
                .map(document -> RowFactory.create(
                        document.id(), document.split(), document.tokenIds(), document.sentenceEnds()))
                .toList();
        return spark.createDataset(rows, TokenizedSentences.CONTRACT.encoder()).toDF();
    }

    static ExamplesConfig config(int maxSeqLength, int dupeFactor, Pairing pairing, Objective objective) {
        return new ExamplesConfig(
                maxSeqLength,
                20,
                0.15,
                MaskSelection.FIXED_COUNT,
                Replacement.ALL,
                dupeFactor,
                0.1,
                pairing,
                objective,
                false,
                true,
                List.of(),
                GatesConfig.OFF);
    }
}
