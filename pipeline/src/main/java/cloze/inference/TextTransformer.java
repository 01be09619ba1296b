package cloze.inference;

import java.util.List;
import org.apache.spark.ml.param.Param;

/**
 * A transformer that reads one text from each row.
 *
 * @param <T> the implementing class
 */
public abstract class TextTransformer<T extends TextTransformer<T>> extends ModelTransformer<T> {
    private static final long serialVersionUID = 1L;

    private final Param<String> inputCol;

    TextTransformer(String uid) {
        super(uid);
        inputCol = new Param<>(this, "inputCol", "column with texts");
        setDefault(inputCol, "text");
    }

    /** Names the column with texts. */
    public Param<String> inputCol() {
        return inputCol;
    }

    public T setInputCol(String name) {
        return with(inputCol, name);
    }

    @Override
    final String[] inputs() {
        return new String[] {getOrDefault(inputCol)};
    }

    /** Returns the only text of each row. */
    static List<String> firsts(List<List<String>> inputs) {
        return inputs.stream().map(texts -> texts.get(0)).toList();
    }
}
