package cloze.network.kernel;

import cloze.config.NetworkConfig.HiddenAct;
import java.util.concurrent.TimeUnit;
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

/** Both forms of each kernel over 64 rows; each row is copied in first, since most kernels overwrite it (as a pass does). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class KernelBenchmark {
    private static final int ROWS = 64;

    @Param({"SCALAR", "VECTOR"})
    public KernelChoice form;

    @Param({"128", "512", "30522"})
    public int width;

    private final DropRate rate = DropRate.of(0.1);
    private final AdamRates rates = new AdamRates(1, 0.9f, 0.1f, 0.999f, 0.001f, 1e-3f, 1, 1e-6f, 1e-5f);
    private Kernels kernels;
    private float[] source;
    private float[] values;
    private float[] gains;
    private float[] first;
    private float[] second;

    @Setup
    public void prepare() {
        kernels = form.kernels();
        source = new float[width];
        for (int i = 0; i < width; i++) {
            source[i] = (float) (3 * Math.sin(1.3 * i));
        }
        values = new float[width];
        gains = source.clone();
        first = new float[width];
        second = new float[width];
    }

    private float[] row() {
        System.arraycopy(source, 0, values, 0, width);
        return values;
    }

    @Benchmark
    public float[] gelu() {
        for (int row = 0; row < ROWS; row++) {
            kernels.gelu(HiddenAct.GELU_NEW, row(), gains, first, second, width);
        }
        return first;
    }

    @Benchmark
    public float[] softmax() {
        for (int row = 0; row < ROWS; row++) {
            kernels.softmax(row(), 1, width);
        }
        return values;
    }

    @Benchmark
    public float[] softmaxBackward() {
        for (int row = 0; row < ROWS; row++) {
            kernels.softmaxBackward(row(), gains, 1, width);
        }
        return values;
    }

    @Benchmark
    public float[] crossEntropy() {
        for (int row = 0; row < ROWS; row++) {
            int best = kernels.addAndFindLargest(row(), gains, width);
            double sum = kernels.exponentials(values, values[best], width);
            kernels.scaleAndAdd(values, (float) (1 / sum), first, width);
        }
        return values;
    }

    @Benchmark
    public float[] layerNorm() {
        for (int row = 0; row < ROWS; row++) {
            kernels.normalize(row(), gains, gains, first, width);
        }
        return first;
    }

    @Benchmark
    public float[] layerNormBackward() {
        for (int row = 0; row < ROWS; row++) {
            kernels.normalizeBackward(row(), new Kernels.NormRow(gains, 1, gains), first, second, width);
        }
        return values;
    }

    @Benchmark
    public float[] dropout() {
        for (int row = 0; row < ROWS; row++) {
            kernels.drop(row(), 0, width, rate, 5, row);
        }
        return values;
    }

    @Benchmark
    public float[] adam() {
        for (int row = 0; row < ROWS; row++) {
            kernels.adam(row(), first, second, gains, width, rates);
        }
        return values;
    }
}
