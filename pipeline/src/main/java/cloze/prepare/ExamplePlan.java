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
 * Plans the stages from documents to stored examples. Each split is paired separately, so no pair crosses the splits.
 * Pairing counts documents, which is a Spark action; nothing else here reads data.
 *
 * @param config the corpus, vocabulary and examples sections, and the seed
 * @param vocabulary the pieces
 * @param required splits that must yield examples; other splits may lack documents
 */
public record ExamplePlan(RunConfig config, Vocabulary vocabulary, List<String> required) {
    public ExamplePlan {
        required = List.copyOf(required);
    }

    /**
     * Plans the word counts of {@code documents} that a vocabulary is trained from. Words are counted without splitting
     * sentences.
     */
    public static Dataset<Row> words(RunConfig config, Dataset<Row> documents) {
        return CountWords.ofDocuments(config.vocabulary()).apply(documents);
    }

    /** Plans the sentences of {@code documents}. */
    public static Dataset<Row> sentences(RunConfig config, Dataset<Row> documents) {
        return SplitSentences.of(config.corpus()).apply(documents);
    }

    /**
     * Plans the tokens of {@code documents}, placed for pairing, which reads them three times. Persist them in memory and
     * on disk until the pairs are written.
     */
    public Dataset<Row> tokenized(Dataset<Row> documents) {
        Dataset<Row> tokenized = Stages.of(
                        SplitSentences.of(config.corpus()),
                        new TokenizeSentences(Tokenizer.of(vocabulary, config.vocabulary())))
                .apply(documents);
        return PairSentences.placed(tokenized);
    }

    /** Plans the {@link PairDrafts} from which the pairs of all splits are cut. */
    public Dataset<Row> drafts(Dataset<Row> tokenized) {
        return pairing(required).drafts(tokenized);
    }

    /** Plans the {@link SentencePairs} of both splits. */
    public Dataset<Row> pairs(Dataset<Row> tokenized) {
        return pairs(tokenized, Documents.TRAIN).unionAll(pairs(tokenized, Documents.VALIDATION));
    }

    /** Plans the pairs of {@code split}. */
    public Dataset<Row> pairs(Dataset<Row> tokenized, String split) {
        List<String> own = required.contains(split) ? List.of(split) : List.of();
        return pairing(own).apply(tokenized.where(col(TokenizedSentences.SPLIT).equalTo(split)));
    }

    /** Plans the {@code pairs} of {@code split} in their stored form: masked, unless each epoch draws its own masks. */
    public Dataset<Row> stored(Dataset<Row> pairs, String split) {
        boolean unmasked = split.equals(Documents.TRAIN) && config.examples().dynamicMasking();
        return unmasked ? pairs : masked(pairs);
    }

    /** Masks {@code pairs} once. */
    public Dataset<Row> masked(Dataset<Row> pairs) {
        return MaskTokens.frozen(config.examples(), vocabulary, config.seed()).apply(pairs);
    }

    private PairSentences pairing(List<String> splits) {
        return new PairSentences(config.examples(), SpecialIds.of(vocabulary), config.seed(), splits);
    }
}
