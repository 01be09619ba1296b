package cloze.inference;

import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;

/** Appends a vector [H] for each text: {@code inputCol} string → {@code outputCol} vector. */
public final class BertEmbedder extends TextTransformer<BertEmbedder> {
    private static final long serialVersionUID = 1L;

    private static final String MEAN = "mean";
    private static final String CLS = "cls";

    private final Param<String> pooling;
    private final IntParam maxLength;

    public BertEmbedder() {
        this(Identifiable$.MODULE$.randomUID("bertEmbedder"));
    }

    /**
     * @param uid unique among the stages of a pipeline
     */
    public BertEmbedder(String uid) {
        super(uid);
        pooling = new Param<>(
                this,
                "pooling",
                "mean (of the vectors of all tokens, including [CLS] and [SEP]) | cls (the vector of [CLS])",
                ParamValidators.inArray(List.of(MEAN, CLS)));
        maxLength = new IntParam(
                this,
                "maxLength",
                "maximum number of tokens read from a text, including [CLS] and [SEP]; the rest is ignored. At most the number of positions the model has",
                ParamValidators.gtEq(2));
        setDefault(outputCol(), "embedding");
        setDefault(pooling, MEAN);
        setDefault(maxLength, Integer.MAX_VALUE);
    }

    /** Returns a reader; Spark ML calls this method by name. */
    public static MLReader<BertEmbedder> read() {
        return new DefaultParamsReader<>();
    }

    /** Loads the transformer saved in {@code path}. */
    public static BertEmbedder load(String path) {
        return read().load(path);
    }

    /** Selects the pooling, "mean" or "cls"; see {@link Pooling}. */
    public Param<String> pooling() {
        return pooling;
    }

    public BertEmbedder setPooling(String name) {
        return with(pooling, name);
    }

    /** Limits the number of tokens read from a text. */
    public IntParam maxLength() {
        return maxLength;
    }

    public BertEmbedder setMaxLength(int tokens) {
        set(maxLength, tokens);
        return this;
    }

    @Override
    DataType outputType() {
        return SQLDataTypes.VectorType();
    }

    @Override
    Question inquiry(ServedModel served) {
        Pooling pooled = Pooling.valueOf(getOrDefault(pooling).toUpperCase(Locale.ROOT));
        int longest = (int) getOrDefault(maxLength);
        return (session, texts) -> session.embedAll(firsts(texts), pooled, longest).stream()
                .map(Vectors::dense)
                .toList();
    }

    @Override
    public BertEmbedder copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
