package cloze.train.averaging.slice;

import cloze.network.matrix.Floats;
import cloze.train.state.RunState;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What tasks receive of a state. */
final class ParametersOfTasks {
    private ParametersOfTasks() {}

    /** Returns a hash of the parameters that each of {@code tasks} tasks receives. */
    static List<Integer> received(JavaSparkContext spark, RunState state, int parameters, int tasks) {
        return state.withParameters(spark, copies -> copies.of(tasks)
                .map(copy -> {
                    try (INDArray flat = Nd4j.create(DataType.FLOAT, parameters)) {
                        copy.copyTo(flat);
                        return Arrays.hashCode(Floats.copyOf(flat));
                    }
                })
                .collect());
    }
}
