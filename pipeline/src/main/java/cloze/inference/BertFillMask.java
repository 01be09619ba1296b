package cloze.inference;

import cloze.release.Part;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Appends, for each [MASK] of a text, its likeliest pieces: {@code inputCol} string → {@code outputCol}, an array per mask of structs
 * {@value #PIECE}, {@value #PIECE_ID}, {@value #PROBABILITY}, likeliest first. A text without [MASK] gives an empty array.
 */
public final class BertFillMask extends ModelTransformer<BertFillMask> {
    private static final long serialVersionUID = 1L;

    /** As the vocabulary has it. */
    public static final String PIECE = "piece";

    /** Its place in the vocabulary. */
    public static final String PIECE_ID = "piece_id";

    /** In [0, 1]. */
    public static final String PROBABILITY = "probability";

    private static final ArrayType TYPE = DataTypes.createArrayType(
            DataTypes.createArrayType(
                    new StructType()
                            .add(PIECE, DataTypes.StringType, false)
                            .add(PIECE_ID, DataTypes.IntegerType, false)
                            .add(PROBABILITY, DataTypes.DoubleType, false),
                    false),
            false);

    private final Param<String> inputCol;
    private final IntParam topK;

    public BertFillMask() {
        this(Identifiable$.MODULE$.randomUID("bertFillMask"));
    }

    /** {@code uid} is unique among the stages of a pipeline. */
    public BertFillMask(String uid) {
        super(uid);
        inputCol = new Param<>(this, "inputCol", "column with texts");
        topK = new IntParam(this, "topK", "pieces for each [MASK]", ParamValidators.gtEq(1));
        setDefault(inputCol, "text");
        setDefault(outputCol(), "filled");
        setDefault(topK, 5);
    }

    /** For Spark ML, which calls it by its name. */
    public static MLReader<BertFillMask> read() {
        return new DefaultParamsReader<>();
    }

    /** The transformer saved in {@code path}. */
    public static BertFillMask load(String path) {
        return read().load(path);
    }

    /** Name of the column with texts. */
    public Param<String> inputCol() {
        return inputCol;
    }

    public BertFillMask setInputCol(String name) {
        return with(inputCol, name);
    }

    /** Pieces for each [MASK]. */
    public IntParam topK() {
        return topK;
    }

    public BertFillMask setTopK(int pieces) {
        set(topK, pieces);
        return this;
    }

    @Override
    String[] inputs() {
        return new String[] {getOrDefault(inputCol)};
    }

    @Override
    DataType outputType() {
        return TYPE;
    }

    @Override
    Column answer(Broadcast<ServedModel> served) {
        served.value().require(Part.MASKED_LM_HEAD);
        int count = (int) getOrDefault(topK);
        UDF1<String, List<List<Row>>> fill =
                text -> SessionPool.OF_THIS_PROCESS.with(served.value(), session -> session.fill(text, count).stream()
                        .map(BertFillMask::rows)
                        .toList());
        return functions.udf(fill, TYPE).apply(column(getOrDefault(inputCol)));
    }

    private static List<Row> rows(List<Guess> guesses) {
        return guesses.stream()
                .map(guess -> RowFactory.create(guess.piece(), guess.id(), guess.probability()))
                .toList();
    }

    @Override
    public BertFillMask copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
