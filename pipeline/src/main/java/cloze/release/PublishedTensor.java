package cloze.release;

import cloze.config.NetworkConfig;
import cloze.dataset.Task;
import cloze.network.parameter.ParameterLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A tensor as Hugging Face's {@code BertForPreTraining} or {@code BertForSequenceClassification} names and shapes it, and its place in this program's parameter.
 * Linear weights are [out, in] there and [in, out] here. Queries, keys and values are three tensors there, and one with
 * three times the columns here.
 *
 * <p>Element [o, i] there is element [i, offset + o] here, in a matrix with {@code columns} columns. For tensors
 * without a second extent, and for tables, whose order is the same in both, i is 0.
 *
 * @param name Hugging Face's name
 * @param shape Hugging Face's shape
 * @param part the part of the model that it belongs to
 * @param parameter this program's name: vertex and parameter
 * @param rows extent of i
 * @param columns columns of this program's matrix
 * @param offset first column in it
 */
record PublishedTensor(
        String name, List<Long> shape, ModelPart part, String parameter, int rows, int columns, int offset) {
    PublishedTensor {
        shape = List.copyOf(shape);
    }

    /**
     * Returns the tensors of a published file of {@code network}, sorted by name, without tied ones.
     *
     * @param labels number of classes of a classifier; 0 for a network with the heads of pre-training
     */
    static List<PublishedTensor> all(NetworkConfig network, int labels) {
        var builder = new Builder(network);
        var tensors = labels > 0 ? builder.classifier(labels) : builder.all();
        tensors.sort(Comparator.comparing(PublishedTensor::name));
        return List.copyOf(tensors);
    }

    /** Copies {@code theirs} to its place in this program's parameter. */
    void place(float[] theirs, float[] ours) {
        int outs = theirs.length / rows;
        for (int o = 0; o < outs; o++) {
            for (int i = 0; i < rows; i++) {
                ours[i * columns + offset + o] = theirs[o * rows + i];
            }
        }
    }

    /** Copies Hugging Face's tensor out of this program's parameter. */
    float[] cut(float[] ours) {
        float[] theirs = new float[Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b))];
        int outs = theirs.length / rows;
        for (int o = 0; o < outs; o++) {
            for (int i = 0; i < rows; i++) {
                theirs[o * rows + i] = ours[i * columns + offset + o];
            }
        }
        return theirs;
    }

    private static final class Builder {
        private final NetworkConfig network;
        private final int hidden;
        private final List<PublishedTensor> tensors = new ArrayList<>();

        Builder(NetworkConfig network) {
            this.network = network;
            this.hidden = network.hiddenSize();
        }

        List<PublishedTensor> classifier(int labels) {
            encoder();
            String classifier = ParameterLayout.CLASSIFIER + ".";
            linear(ModelPart.POOLER, "bert.pooler.dense", classifier + "pooler", hidden, hidden);
            linear(ModelPart.CLASSIFIER, "classifier", classifier + "output", hidden, labels);
            return tensors;
        }

        private void encoder() {
            embeddings();
            for (int layer = 0; layer < network.numHiddenLayers(); layer++) {
                layer("bert.encoder.layer." + layer + ".", ParameterLayout.ENCODER + ".layer" + layer + ".");
            }
        }

        List<PublishedTensor> all() {
            encoder();
            String nextSentence = ParameterLayout.part(Task.NEXT_SENTENCE) + ".";
            linear(ModelPart.POOLER, "bert.pooler.dense", nextSentence + "pooler", hidden, hidden);
            linear(ModelPart.NEXT_SENTENCE_HEAD, "cls.seq_relationship", nextSentence + "output", hidden, 2);

            String maskedLm = ParameterLayout.part(Task.MASKED_LM) + ".";
            linear(ModelPart.MASKED_LM_HEAD, "cls.predictions.transform.dense", maskedLm + "transform", hidden, hidden);
            norm(ModelPart.MASKED_LM_HEAD, "cls.predictions.transform.LayerNorm", maskedLm + "transformNorm");
            vector(ModelPart.MASKED_LM_HEAD, "cls.predictions.bias", maskedLm + "outputBias", network.vocabSize());
            return tensors;
        }

        private void embeddings() {
            String ours = ParameterLayout.ENCODER + ".";
            table("bert.embeddings.word_embeddings.weight", ours + "wordEmbeddings", network.vocabSize());
            table(
                    "bert.embeddings.position_embeddings.weight",
                    ours + "positionEmbeddings",
                    network.maxPositionEmbeddings());
            table(
                    "bert.embeddings.token_type_embeddings.weight",
                    ours + "tokenTypeEmbeddings",
                    network.typeVocabSize());
            norm(ModelPart.ENCODER, "bert.embeddings.LayerNorm", ours + "embeddingsNorm");
        }

        private void layer(String theirs, String ours) {
            List<String> projections = List.of("query", "key", "value");
            for (int i = 0; i < projections.size(); i++) {
                var columns = new Columns(hidden, 3 * hidden, i * hidden);
                linear(
                        ModelPart.ENCODER,
                        theirs + "attention.self." + projections.get(i),
                        ours + "qkv",
                        hidden,
                        columns);
            }
            linear(ModelPart.ENCODER, theirs + "attention.output.dense", ours + "attentionOutput", hidden, hidden);
            norm(ModelPart.ENCODER, theirs + "attention.output.LayerNorm", ours + "attentionNorm");
            int intermediate = network.intermediateSize();
            linear(ModelPart.ENCODER, theirs + "intermediate.dense", ours + "intermediate", hidden, intermediate);
            linear(ModelPart.ENCODER, theirs + "output.dense", ours + "output", intermediate, hidden);
            norm(ModelPart.ENCODER, theirs + "output.LayerNorm", ours + "outputNorm");
        }

        /** A range of a matrix's columns: {@code count} of {@code all}, starting at {@code first}. */
        private record Columns(int count, int all, int first) {}

        private void linear(ModelPart part, String theirs, String ours, int in, int out) {
            linear(part, theirs, ours, in, new Columns(out, out, 0));
        }

        private void linear(ModelPart part, String theirs, String ours, int in, Columns columns) {
            List<Long> shape = List.of((long) columns.count, (long) in);
            add(theirs + ".weight", shape, part, ours + "Kernel", in, columns);
            add(theirs + ".bias", List.of((long) columns.count), part, ours + "Bias", 1, columns);
        }

        private void norm(ModelPart part, String theirs, String ours) {
            vector(part, theirs + ".weight", ours + "Gamma", hidden);
            vector(part, theirs + ".bias", ours + "Beta", hidden);
        }

        private void vector(ModelPart part, String theirs, String ours, int length) {
            add(theirs, List.of((long) length), part, ours, 1, new Columns(length, length, 0));
        }

        private void table(String theirs, String ours, int rows) {
            int elements = Math.multiplyExact(rows, hidden);
            List<Long> shape = List.of((long) rows, (long) hidden);
            add(theirs, shape, ModelPart.ENCODER, ours, 1, new Columns(elements, elements, 0));
        }

        private void add(String theirs, List<Long> shape, ModelPart part, String ours, int rows, Columns columns) {
            tensors.add(new PublishedTensor(theirs, shape, part, ours, rows, columns.all, columns.first));
        }
    }
}
