package cloze.network.kernel;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What nd4j has of the same operations, over the same 64 rows: forward only, without the fused parts of {@link KernelBenchmark}.
 * Its layer norm refuses these shapes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Nd4jBenchmark {
    private static final int ROWS = 64;

    @Param({"128", "512", "30522"})
    public int width;

    private INDArray values;

    @Setup
    public void prepare() {
        Nd4j.getExecutioner(); // starts the back end outside the measurement
        values = Nd4j.linspace(DataType.FLOAT, -3, 6.0 / (ROWS * width), (long) ROWS * width)
                .reshape('c', ROWS, width);
    }

    @Benchmark
    public INDArray gelu() {
        return Nd4j.nn().gelu(values);
    }

    @Benchmark
    public INDArray softmax() {
        return Nd4j.nn().softmax(values, 1);
    }

    @Benchmark
    public INDArray tanh() {
        return Transforms.tanh(values, true);
    }

    @Benchmark
    public INDArray exp() {
        return Transforms.exp(values, true);
    }
}
