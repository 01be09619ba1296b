package cloze.inference;

import cloze.platform.ScalaSequences;
import cloze.release.ModelPart;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Appends the most probable pieces for each [MASK] of a text: {@code inputCol} string → {@code outputCol}, an array per
 * mask of structs {@value #PIECE}, {@value #PIECE_ID}, {@value #PROBABILITY}, in descending order of probability. A
 * text without [MASK] yields an empty array.
 */
public final class BertFillMask extends TextTransformer<BertFillMask> {
    private static final long serialVersionUID = 1L;

    /** The piece as written in the vocabulary. */
    public static final String PIECE = "piece";

    /** Id of the piece in the vocabulary. */
    public static final String PIECE_ID = "piece_id";

    /** Probability in [0, 1]. */
    public static final String PROBABILITY = "probability";

    private static final StructType GUESS = new StructType()
            .add(PIECE, DataTypes.StringType, false)
            .add(PIECE_ID, DataTypes.IntegerType, false)
            .add(PROBABILITY, DataTypes.DoubleType, false);

    private static final ArrayType TYPE = DataTypes.createArrayType(DataTypes.createArrayType(GUESS, false), false);

    private final IntParam topK;

    public BertFillMask() {
        this(Identifiable$.MODULE$.randomUID("bertFillMask"));
    }

    /**
     * @param uid unique among the stages of a pipeline
     */
    public BertFillMask(String uid) {
        super(uid);
        topK = new IntParam(this, "topK", "number of pieces for each [MASK]", ParamValidators.gtEq(1));
        setDefault(outputCol(), "filled");
        setDefault(topK, 5);
    }

    /** Returns a reader; Spark ML calls this method by name. */
    public static MLReader<BertFillMask> read() {
        return new DefaultParamsReader<>();
    }

    /** Loads the transformer saved in {@code path}. */
    public static BertFillMask load(String path) {
        return read().load(path);
    }

    /** Sets the number of pieces for each [MASK]. */
    public IntParam topK() {
        return topK;
    }

    public BertFillMask setTopK(int pieces) {
        set(topK, pieces);
        return this;
    }

    @Override
    DataType outputType() {
        return TYPE;
    }

    @Override
    Question inquiry(ServedModel served) {
        served.require(ModelPart.MASKED_LM_HEAD);
        int count = (int) getOrDefault(topK);
        return (session, texts) -> session.fillAll(firsts(texts), count).stream()
                .map(masks -> array(masks.stream().map(BertFillMask::rows)))
                .toList();
    }

    private static Object rows(List<Guess> guesses) {
        return array(guesses.stream()
                .map(guess -> new GenericRowWithSchema(
                        new Object[] {guess.piece(), guess.id(), guess.probability()}, GUESS)));
    }

    private static Object array(Stream<?> elements) {
        return ScalaSequences.inRow(elements.toArray());
    }

    @Override
    public BertFillMask copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
