package cloze.network.parameter;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Initializer;
import cloze.random.Seeds;
import java.util.Arrays;

/**
 * Initial values: for kernels and tables truncated normals, cut at two standard deviations as in the reference; 0 for
 * biases, except the one of the masked-word head where it is given; 1 and 0 for layer norms. The draw of each element depends only on the seed, the parameter's name and the
 * element's index.
 */
public final class Initialization {
    private static final double CUT = 2;

    /** Standard deviation for embedding tables under {@link Initializer#SCALED}. */
    private static final double SCALED_EMBEDDINGS = 0.05;

    private final NetworkConfig network;
    private final long seed;
    private final float[] outputBias;

    /** Draws for {@code seed}, with biases of 0. */
    public Initialization(NetworkConfig network, long seed) {
        this(network, seed, new float[0]);
    }

    /** @param outputBias bias of the masked-word head, a value per piece; empty for zeros */
    public Initialization(NetworkConfig network, long seed, float[] outputBias) {
        this.network = network;
        this.seed = seed;
        this.outputBias = outputBias;
    }

    /** Returns the values of one parameter in 'c' order. */
    public float[] values(ParameterShape parameter) {
        return values(parameter, 0, Math.toIntExact(parameter.length()));
    }

    /** Returns the values {@code from} (inclusive) to {@code to} (exclusive) of one parameter in 'c' order. */
    public float[] values(ParameterShape parameter, int from, int to) {
        float[] values = new float[to - from];
        if (ParameterLayout.isDecayed(parameter.name())) {
            double deviation = deviation(parameter);
            long key = Seeds.key(seed, "initialize", Seeds.hash(drawName(parameter)));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * truncatedNormal(Seeds.draw(key, from + i)));
            }
        } else if (parameter.name().endsWith(ParameterLayout.GAMMA)) {
            Arrays.fill(values, 1);
        } else if (outputBias.length > 0 && parameter.name().equals(ParameterLayout.MASKED_LM_BIAS)) {
            System.arraycopy(outputBias, from, values, 0, values.length);
        }
        return values;
    }

    /** Uses part/name with a slash, the original key of the draws, so that a seed keeps its initial values. */
    private static String drawName(ParameterShape parameter) {
        int end = parameter.name().indexOf('.');
        return parameter.name().substring(0, end) + "/" + parameter.name().substring(end + 1);
    }

    private double deviation(ParameterShape parameter) {
        // The layer of a classifier is drawn as run_classifier.py of google-research/bert does, whatever the model's
        // own rule.
        if (network.initializer() == Initializer.BERT || parameter.name().startsWith(ParameterLayout.CLASSIFIER)) {
            return network.initializerRange();
        }
        return parameter.name().endsWith("Embeddings")
                ? SCALED_EMBEDDINGS
                : 1 / Math.sqrt((double) parameter.extents().get(0));
    }

    /**
     * Draws with the Box-Muller method until the value lies within the cut. StrictMath yields the same bits on every
     * machine.
     */
    private static double truncatedNormal(long key) {
        for (long attempt = 0; ; attempt += 2) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Seeds.unit(Seeds.draw(key, attempt))));
            double angle = 2 * Math.PI * Seeds.unit(Seeds.draw(key, attempt + 1));
            double value = radius * StrictMath.cos(angle);
            if (Math.abs(value) <= CUT) {
                return value;
            }
        }
    }
}
