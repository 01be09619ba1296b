package cloze.inference;

import cloze.release.ModelPart;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Appends the probability that one sentence follows another: {@code firstCol}, {@code secondCol} strings →
 * {@code outputCol} double in [0, 1]. Does not reject a model that was trained without next-sentence prediction,
 * because its files do not reveal that the head is untrained.
 */
public final class BertNextSentence extends ModelTransformer<BertNextSentence> {
    private static final long serialVersionUID = 1L;

    private final Param<String> firstCol;
    private final Param<String> secondCol;

    public BertNextSentence() {
        this(Identifiable$.MODULE$.randomUID("bertNextSentence"));
    }

    /**
     * @param uid unique among the stages of a pipeline
     */
    public BertNextSentence(String uid) {
        super(uid);
        firstCol = new Param<>(this, "firstCol", "column with sentence A");
        secondCol = new Param<>(this, "secondCol", "column with sentence B, which may follow");
        setDefault(firstCol, ReadPairs.FIRST);
        setDefault(secondCol, ReadPairs.SECOND);
        setDefault(outputCol(), "next_sentence_probability");
    }

    /** Returns a reader; Spark ML calls this method by name. */
    public static MLReader<BertNextSentence> read() {
        return new DefaultParamsReader<>();
    }

    /** Loads the transformer saved in {@code path}. */
    public static BertNextSentence load(String path) {
        return read().load(path);
    }

    /** Names the column with sentence A. */
    public Param<String> firstCol() {
        return firstCol;
    }

    public BertNextSentence setFirstCol(String name) {
        return with(firstCol, name);
    }

    /** Names the column with sentence B. */
    public Param<String> secondCol() {
        return secondCol;
    }

    public BertNextSentence setSecondCol(String name) {
        return with(secondCol, name);
    }

    @Override
    String[] inputs() {
        return new String[] {getOrDefault(firstCol), getOrDefault(secondCol)};
    }

    @Override
    DataType outputType() {
        return DataTypes.DoubleType;
    }

    @Override
    Question inquiry(ServedModel served) {
        served.require(ModelPart.POOLER, ModelPart.NEXT_SENTENCE_HEAD);
        return ModelSession::followAll;
    }

    @Override
    public BertNextSentence copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
