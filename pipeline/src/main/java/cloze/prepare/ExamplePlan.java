package cloze.prepare;

import static org.apache.spark.sql.functions.col;

import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.PairDrafts;
import cloze.dataset.SentencePairs;
import cloze.dataset.TokenizedSentences;
import cloze.mask.MaskTokens;
import cloze.pair.PairSentences;
import cloze.sentence.SplitSentences;
import cloze.stage.Stages;
import cloze.token.TokenizeSentences;
import cloze.token.Tokenizer;
import cloze.vocabulary.CountWords;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The plans that lead from documents to stored examples, stage by stage. Each split is paired alone: no pair crosses from one to the other.
 * Pairing counts documents, which is a Spark action; nothing else here reads data.
 *
 * @param config corpus, vocabulary and examples sections, and the seed
 * @param vocabulary the pieces
 * @param required splits that must give examples; a split without documents is a fault only if it is one of these
 */
public record ExamplePlan(RunConfig config, Vocabulary vocabulary, List<String> required) {
    public ExamplePlan {
        required = List.copyOf(required);
    }

    /** Word counts of {@code documents}, from which a vocabulary is trained: a word needs no sentence. */
    public static Dataset<Row> words(RunConfig config, Dataset<Row> documents) {
        return CountWords.ofDocuments(config.vocabulary()).apply(documents);
    }

    /** The sentences of {@code documents}. */
    public static Dataset<Row> sentences(RunConfig config, Dataset<Row> documents) {
        return SplitSentences.of(config.corpus()).apply(documents);
    }

    /** The tokens of {@code documents}. Pairing reads them twice: best kept in memory and on disk until the pairs are written. */
    public Dataset<Row> tokenized(Dataset<Row> documents) {
        return Stages.of(
                        SplitSentences.of(config.corpus()),
                        new TokenizeSentences(Tokenizer.of(vocabulary, config.vocabulary())))
                .apply(documents);
    }

    /** What the pairs of all splits are cut from: {@link PairDrafts}. */
    public Dataset<Row> drafts(Dataset<Row> tokenized) {
        return pairing(required).drafts(tokenized);
    }

    /** The pairs of both splits: {@link SentencePairs}. */
    public Dataset<Row> pairs(Dataset<Row> tokenized) {
        return pairs(tokenized, Documents.TRAIN).unionAll(pairs(tokenized, Documents.VALIDATION));
    }

    /** The pairs of {@code split}. */
    public Dataset<Row> pairs(Dataset<Row> tokenized, String split) {
        List<String> own = required.contains(split) ? List.of(split) : List.of();
        return pairing(own).apply(tokenized.where(col(TokenizedSentences.SPLIT).equalTo(split)));
    }

    /** The {@code pairs} of {@code split} as they are stored: masked, unless each epoch draws masks of its own. */
    public Dataset<Row> stored(Dataset<Row> pairs, String split) {
        boolean unmasked = split.equals(Documents.TRAIN) && config.examples().dynamicMasking();
        return unmasked ? pairs : masked(pairs);
    }

    /** {@code pairs} with masks that are drawn once. */
    public Dataset<Row> masked(Dataset<Row> pairs) {
        return MaskTokens.frozen(config.examples(), vocabulary, config.seed()).apply(pairs);
    }

    private PairSentences pairing(List<String> splits) {
        return new PairSentences(config.examples(), SpecialIds.of(vocabulary), config.seed(), splits);
    }
}
