package cloze.network.block;

import cloze.config.NetworkConfig;
import cloze.network.kernel.Kernels;
import cloze.network.matrix.Blas;
import cloze.network.matrix.Floats;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.Parameters;
import cloze.network.parameter.Vector;

/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017, section 3.2) within each example: queries from Q rows,
 * keys and values from all P rows. Rows never attend to other examples.
 */
final class SelfAttention {
    private final Parameter kernel;
    private final Vector bias;
    private final Dropout dropout;
    private final Kernels kernels = Kernels.chosen();
    private final int layer;
    private final int hidden;
    private final int heads;
    private final int depth;
    private final float scale;
    private final LayerScratch shared;

    private final Scratch projectedMemory = new Scratch();
    private final Scratch queryMemory = new Scratch();
    private final Scratch contextMemory = new Scratch();
    private final Scratch probabilities = new Scratch();
    private final float[] queryBias;
    private final float[] keyValueBias;
    private float[] block = new float[0];
    private float[] other = new float[0];
    private float[] sums = new float[0];

    private Matrix projected = projectedMemory.matrix(1, 1);
    private Matrix queries = projected;
    private Matrix input = projected;
    private Matrix asking = projected;
    private long key;

    SelfAttention(Parameters parameters, int layer, NetworkConfig network, LayerScratch shared) {
        this.kernel = parameters.get(ParameterLayout.layer(layer) + "qkvKernel");
        this.bias = parameters.vector(ParameterLayout.layer(layer) + "qkvBias");
        this.layer = layer;
        this.dropout = Dropout.of(network.attentionProbsDropoutProb());
        this.hidden = kernel.rows();
        this.heads = network.numAttentionHeads();
        this.depth = hidden / heads;
        this.scale = (float) (1 / Math.sqrt(depth));
        this.shared = shared;
        this.queryBias = new float[hidden];
        this.keyValueBias = new float[2 * hidden];
    }

    /**
     * Returns the contexts of the heads side by side, [Q, H], for keys and values from {@code rows} [P, H] and queries
     * from {@code askingRows} [Q, H].
     */
    Matrix forward(Matrix rows, Matrix askingRows, PackedBatch batch, Selection selection, ForwardMode pass) {
        input = rows;
        asking = askingRows;
        project(selection, pass);
        key = Dropout.key(batch.key(), Dropout.Place.ATTENTION_PROBABILITIES, layer);
        Matrix context = contextMemory.matrix(selection.size(), hidden);
        Floats weights = probabilities.floats((long) heads * selection.pairs(batch.all()));
        long offset = 0;
        for (int example = 0; example < batch.examples(); example++) {
            Heads window = new Heads(batch, selection, example);
            reserve(window.size());
            for (int head = 0; head < heads; head++) {
                Matrix scores = Matrix.of(weights, offset, window.queryCount, window.keyCount);
                Blas.product(scale, window.queries(head), window.keys(head).transposed(), 0, scores);
                weights.read(offset, block, window.size());
                kernels.softmax(block, window.queryCount, window.keyCount);
                weights.write(offset, block, window.size());
                Blas.product(
                        dropout.isActive(pass) ? dropped(window, head, batch.longest()) : scores,
                        window.values(head),
                        context.rows(window.firstQuery, window.queryCount).columns(head * depth, depth));
                offset += window.size();
            }
        }
        return context;
    }

    private void project(Selection selection, ForwardMode pass) {
        float[] all = bias.load();
        projected = projectedMemory.matrix(input.rows(), 3 * hidden);
        if (selection.isAll()) {
            projected.fill(all);
            pass.addProduct(input, kernel.matrix(), projected);
            queries = projected.columns(0, hidden);
            return;
        }
        System.arraycopy(all, 0, queryBias, 0, hidden);
        System.arraycopy(all, hidden, keyValueBias, 0, 2 * hidden);
        queries = queryMemory.matrix(asking.rows(), hidden);
        queries.fill(queryBias);
        pass.addProduct(asking, kernel.matrix().columns(0, hidden), queries);
        Matrix keyValues = projected.columns(hidden, 2 * hidden);
        keyValues.fill(keyValueBias);
        pass.addProduct(input, kernel.matrix().columns(hidden, 2 * hidden), keyValues);
    }

    /** Applies dropout to the probabilities in {@code block}, and returns them in native memory. */
    private Matrix dropped(Heads window, int head, int longest) {
        drop(block, window, head, longest);
        Floats memory = shared.block().floats(window.size());
        memory.write(0, block, window.size());
        return Matrix.of(memory, 0, window.queryCount, window.keyCount);
    }

    private void drop(float[] values, Heads window, int head, int longest) {
        long words = Dropout.words(longest);
        for (int row = 0; row < window.queryCount; row++) {
            long draw = ((long) (window.firstQuery + row) * heads + head) * words;
            dropout.apply(values, row * window.keyCount, window.keyCount, key, draw);
        }
    }

    /**
     * Adds the gradient from the queries to {@code askingGradient} [Q, H], and writes the gradient from keys and values
     * to {@code inputGradient} [P, H]. If all rows ask, both are the same matrix and everything is added to it.
     */
    void backward(
            Matrix contextGradient,
            PackedBatch batch,
            Selection selection,
            Matrix askingGradient,
            Matrix inputGradient) {
        Matrix projectedGradient = shared.projected().matrix(input.rows(), 3 * hidden);
        Matrix queryGradient = selection.isAll()
                ? projectedGradient.columns(0, hidden)
                : shared.queries().matrix(asking.rows(), hidden);
        attend(contextGradient, projectedGradient, queryGradient, batch, selection);

        bias.clearGradient();
        if (selection.isAll()) {
            addColumnSums(projectedGradient, 0);
            Blas.product(input.transposed(), projectedGradient, kernel.gradient());
            Blas.addProduct(projectedGradient, kernel.matrix().transposed(), askingGradient);
        } else {
            Matrix keyValueGradient = projectedGradient.columns(hidden, 2 * hidden);
            addColumnSums(queryGradient, 0);
            addColumnSums(keyValueGradient, hidden);
            Blas.product(asking.transposed(), queryGradient, kernel.gradient().columns(0, hidden));
            Blas.product(input.transposed(), keyValueGradient, kernel.gradient().columns(hidden, 2 * hidden));
            Blas.addProduct(queryGradient, kernel.matrix().columns(0, hidden).transposed(), askingGradient);
            Blas.product(
                    keyValueGradient,
                    kernel.matrix().columns(hidden, 2 * hidden).transposed(),
                    inputGradient);
        }
        bias.storeGradient();
    }

    private void attend(
            Matrix contextGradient,
            Matrix projectedGradient,
            Matrix queryGradient,
            PackedBatch batch,
            Selection selection) {
        Floats weights = probabilities.floats(1);
        boolean drops = dropout.isActive(ForwardMode.TRAINING);
        long offset = 0;
        for (int example = 0; example < batch.examples(); example++) {
            Heads window = new Heads(batch, selection, example);
            int size = window.size();
            reserve(size);
            Floats memory = shared.blockGradient().floats(size);
            Matrix scores = Matrix.of(memory, 0, window.queryCount, window.keyCount);
            for (int head = 0; head < heads; head++) {
                Matrix outer = contextGradient
                        .rows(window.firstQuery, window.queryCount)
                        .columns(head * depth, depth);
                Matrix used = Matrix.of(weights, offset, window.queryCount, window.keyCount);
                weights.read(offset, block, size);
                System.arraycopy(block, 0, other, 0, size);
                if (drops) {
                    used = dropped(window, head, batch.longest());
                }
                Blas.product(used.transposed(), outer, window.part(projectedGradient, 2, head));
                Blas.product(outer, window.values(head).transposed(), scores);
                memory.read(0, block, size);
                if (drops) {
                    drop(block, window, head, batch.longest());
                }
                kernels.softmaxBackward(block, other, window.queryCount, window.keyCount);
                memory.write(0, block, size);
                Matrix asked =
                        queryGradient.rows(window.firstQuery, window.queryCount).columns(head * depth, depth);
                Blas.product(scale, scores, window.keys(head), 0, asked);
                Blas.product(
                        scale, scores.transposed(), window.queries(head), 0, window.part(projectedGradient, 1, head));
                offset += size;
            }
        }
    }

    private void addColumnSums(Matrix gradient, int from) {
        float[] target = bias.gradient();
        for (int row = 0; row < gradient.rows(); row++) {
            gradient.read(row, sums);
            for (int i = 0; i < gradient.columns(); i++) {
                target[from + i] += sums[i];
            }
        }
    }

    private void reserve(int size) {
        if (block.length < size) {
            block = new float[size];
            other = new float[size];
        }
        if (sums.length == 0) {
            sums = new float[3 * hidden];
        }
    }

    void free() {
        projectedMemory.free();
        queryMemory.free();
        contextMemory.free();
        probabilities.free();
    }

    /** The rows of one example in the projected matrices. */
    private final class Heads {
        private final int firstQuery;
        private final int queryCount;
        private final int firstKey;
        private final int keyCount;

        Heads(PackedBatch batch, Selection selection, int example) {
            firstQuery = selection.starts()[example];
            queryCount = selection.count(example);
            firstKey = batch.all().starts()[example];
            keyCount = batch.all().count(example);
        }

        int size() {
            return queryCount * keyCount;
        }

        Matrix queries(int head) {
            return queries.rows(firstQuery, queryCount).columns(head * depth, depth);
        }

        Matrix keys(int head) {
            return part(projected, 1, head);
        }

        Matrix values(int head) {
            return part(projected, 2, head);
        }

        /** Returns the columns of one head among the queries (0), keys (1) or values (2) of a matrix [P, 3H]. */
        Matrix part(Matrix matrix, int part, int head) {
            return matrix.rows(firstKey, keyCount).columns(part * hidden + head * depth, depth);
        }
    }
}
