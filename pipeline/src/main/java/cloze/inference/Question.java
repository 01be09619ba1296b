package cloze.inference;

import java.io.Serializable;
import java.util.List;

/** What a model is asked about each row. Travels to executors. */
interface Question extends Serializable {
    /**
     * Asks about several rows at once, which is faster than one after the other and gives the same answers.
     *
     * @param inputs of each row its texts, none of them null
     * @return of each row the value of the column that is appended
     */
    List<?> answers(ModelSession session, List<List<String>> inputs);
}
