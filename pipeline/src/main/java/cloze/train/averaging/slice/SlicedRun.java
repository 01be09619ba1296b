package cloze.train.averaging.slice;

import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What all states of a run have in common.
 *
 * @param spark where they are kept
 * @param rule rule of combination
 * @param plan the slices
 * @param layout the parameters of the network
 */
record SlicedRun(JavaSparkContext spark, Rule rule, SlicePlan plan, FlatParameters layout) {
    /** Returns the number of floats of a state for each parameter. */
    int floats() {
        TrainerState ofOne = Synchronisation.first(rule, 1);
        return 1
                + ofOne.optimiser().stream()
                        .mapToInt(vector -> vector.values().length)
                        .sum();
    }
}
