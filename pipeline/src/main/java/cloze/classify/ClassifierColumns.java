package cloze.classify;

import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What {@link BertClassifier} and {@link BertClassifierModel} read and append.
 *
 * @param <T> the implementing class
 */
public interface ClassifierColumns<T extends ClassifierColumns<T>> extends Params {
    /** Returns the parameters. */
    ColumnParams columns();

    /** Names the column with texts. */
    default Param<String> textCol() {
        return columns().text();
    }

    default T setTextCol(String name) {
        return with(set(textCol(), name));
    }

    /** Names the column with the second text of pairs; empty for single texts. */
    default Param<String> textBCol() {
        return columns().textB();
    }

    default T setTextBCol(String name) {
        return with(set(textBCol(), name));
    }

    /** Names the column to append with the likeliest label, a string. */
    default Param<String> predictionCol() {
        return columns().prediction();
    }

    default T setPredictionCol(String name) {
        return with(set(predictionCol(), name));
    }

    /** Names the column to append with the probability of each label, a vector. */
    default Param<String> probabilityCol() {
        return columns().probability();
    }

    default T setProbabilityCol(String name) {
        return with(set(probabilityCol(), name));
    }

    /** Limits the number of tokens read from a text or a pair, including specials. */
    default IntParam maxSeqLength() {
        return columns().maxSeqLength();
    }

    default T setMaxSeqLength(int tokens) {
        return with(set(maxSeqLength(), tokens));
    }

    /** Returns {@code stage}, which is this. */
    @SuppressWarnings("unchecked") // T is the stage itself
    private T with(Params stage) {
        return (T) stage;
    }

    /** Returns the names of the columns with texts: one, or the two of pairs. */
    default List<String> inputs() {
        String second = getOrDefault(textBCol());
        return second.isEmpty() ? List.of(getOrDefault(textCol())) : List.of(getOrDefault(textCol()), second);
    }
}
