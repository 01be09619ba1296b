package cloze.inference;

import cloze.error.InvalidInputException;
import java.util.List;
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

    /** The value of {@code layer} for the last one, whatever its number. */
    private static final int LAST = -1;

    private final Param<String> pooling;
    private final IntParam maxLength;
    private final IntParam layer;

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
        layer = new IntParam(
                this,
                "layer",
                "layer whose vectors are read: 0 for the embeddings, 1 and so on, or -1 for the last one",
                ParamValidators.gtEq(LAST));
        setDefault(outputCol(), "embedding");
        setDefault(pooling, MEAN);
        setDefault(maxLength, Integer.MAX_VALUE);
        setDefault(layer, LAST);
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

    /** Selects the layer: 0 for the embeddings, 1 and so on, or -1 for the last one. */
    public IntParam layer() {
        return layer;
    }

    public BertEmbedder setLayer(int number) {
        set(layer, number);
        return this;
    }

    @Override
    DataType outputType() {
        return SQLDataTypes.VectorType();
    }

    @Override
    Question inquiry(ServedModel served) {
        int longest = (int) getOrDefault(maxLength);
        List<VectorKind> kind = List.of(new VectorKind(layerOf(served), Pooling.named(getOrDefault(pooling))));
        return (session, texts) -> session.vectors(texts, kind, longest).stream()
                .map(vectors -> Vectors.dense(vectors[0]))
                .toList();
    }

    private int layerOf(ServedModel served) {
        int asked = (int) getOrDefault(layer);
        if (asked == LAST) {
            return served.lastLayer();
        }
        List<Integer> layers = VectorKind.layers(served.network());
        if (!layers.contains(asked)) {
            throw new InvalidInputException("%s: expected a layer of the model, one of %s, found %d; set another layer"
                    .formatted(uid(), layers, asked));
        }
        return asked;
    }

    @Override
    public BertEmbedder copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
