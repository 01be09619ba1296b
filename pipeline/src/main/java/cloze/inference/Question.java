package cloze.inference;

import java.io.Serializable;
import java.util.List;

/** A query to a model for each row. Serializable, for use on executors. */
interface Question extends Serializable {
    /**
     * Answers several rows at once, which is faster than one by one, with the same answers.
     *
     * @param inputs the texts of each row, never null
     * @return the answer for each row
     */
    List<?> answers(ModelSession session, List<List<String>> inputs);
}
