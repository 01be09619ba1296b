package cloze.network.parameter;

import cloze.network.matrix.Floats;
import cloze.network.matrix.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One parameter and its gradient, both views of the graph's flat vectors. */
public final class Parameter {
    private final INDArray view;
    private final Floats values;
    private INDArray gradientView;
    private Floats gradients;
    private boolean hasGradient;

    /** Creates a parameter without gradient. {@link #attachGradient} must be called before the first backward pass. */
    public Parameter(INDArray view) {
        this.view = view;
        this.values = Floats.over(view);
        this.gradientView = view;
        this.gradients = values;
    }

    void attachGradient(INDArray gradient) {
        gradientView = gradient;
        gradients = Floats.over(gradient);
        hasGradient = true;
    }

    INDArray view() {
        return view;
    }

    INDArray gradientView() {
        requireGradient();
        return gradientView;
    }

    /** Returns the number of rows of a matrix, or of elements of a vector. */
    public int rows() {
        return (int) view.size(0);
    }

    public int length() {
        return (int) view.length();
    }

    Floats values() {
        return values;
    }

    public Floats gradients() {
        requireGradient();
        return gradients;
    }

    private void requireGradient() {
        if (!hasGradient) {
            throw new IllegalStateException("The graph has no gradient vector yet: call initGradientsView() first");
        }
    }

    public Matrix matrix() {
        return Matrix.of(values, 0, rows(), length() / rows());
    }

    public Matrix gradient() {
        return Matrix.of(gradients(), 0, rows(), length() / rows());
    }
}
