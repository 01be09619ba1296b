package cloze.train.state;

import cloze.network.matrix.Floats;
import cloze.parallel.SharedValue;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Parameters that the driver holds and broadcasts. The tasks of a process share them. */
public final class BroadcastParameters implements ParameterCopies, AutoCloseable {
    private final JavaSparkContext spark;
    private final SharedValue<float[]> flat;

    /** @param flat the parameters in the flat order */
    public BroadcastParameters(JavaSparkContext spark, float[] flat) {
        this.spark = spark;
        this.flat = SharedValue.of(spark, flat);
    }

    @Override
    public JavaRDD<ParameterCopy> of(int count) {
        SharedValue<float[]> shared = flat;
        return spark.parallelize(IntStream.range(0, count).boxed().toList(), count)
                .map(partition -> target -> Floats.fill(target, shared.value()));
    }

    /** Removes the parameters everywhere. */
    @Override
    public void close() {
        flat.destroy();
    }
}
