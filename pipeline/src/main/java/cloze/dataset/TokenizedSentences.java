package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * One row per document: all its tokens in one flat array, with the ends of its sentences. Written by
 * {@code TokenizeSentences}, read by {@code PairSentences}. Sentences without tokens are left out, and so are documents
 * without sentences.
 */
public final class TokenizedSentences {
    public static final String DOCUMENT_ID = Documents.DOCUMENT_ID;
    public static final String SPLIT = Documents.SPLIT;
    public static final String TOKEN_IDS = "token_ids";
    public static final String SENTENCE_ENDS = "sentence_ends";

    public static final Contract CONTRACT = new Contract(
            "tokenized_sentences",
            new StructType()
                    .add(DOCUMENT_ID, StringType, false, "as in documents")
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(
                            TOKEN_IDS,
                            new ArrayType(IntegerType, false),
                            false,
                            "ids of all sentences, one after the other, no specials")
                    .add(
                            SENTENCE_ENDS,
                            new ArrayType(IntegerType, false),
                            false,
                            "for each sentence the offset behind its last token; strictly increasing, at least one"));

    private TokenizedSentences() {}
}
