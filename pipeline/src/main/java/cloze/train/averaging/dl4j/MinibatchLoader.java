package cloze.train.averaging.dl4j;

import cloze.network.graph.MinibatchArrays;
import cloze.train.averaging.MinibatchSource;
import cloze.train.plan.MinibatchReference;
import java.io.InputStream;
import java.util.Map;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Loads a minibatch from its reference, on an executor. A reference is sent as a path: epoch, from, to and key, joined
 * by slashes.
 */
final class MinibatchLoader implements MultiDataSetLoader {
    private static final long serialVersionUID = 1L;

    private final Map<Integer, MinibatchSource> epochs;

    /** @param epochs sources of the epochs that the references name */
    MinibatchLoader(Map<Integer, MinibatchSource> epochs) {
        this.epochs = Map.copyOf(epochs);
    }

    static String path(MinibatchReference reference) {
        return reference.epoch() + "/" + reference.from() + "/" + reference.to() + "/" + reference.key();
    }

    /** Parses the result of {@link #path}. */
    static MinibatchReference parse(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Minibatch reference %s: expected epoch/from/to/key".formatted(path));
        }
        return new MinibatchReference(
                Integer.parseInt(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]));
    }

    @Override
    public MultiDataSet load(Source source) {
        MinibatchReference reference = parse(source.getPath());
        return MinibatchArrays.of(MinibatchSource.load(epochs, reference));
    }

    /** A reference as a source for Deeplearning4j's loaders. It has a path but no stream. */
    record Named(String path) implements Source {
        @Override
        public String getPath() {
            return path;
        }

        @Override
        public InputStream getInputStream() {
            throw new UnsupportedOperationException("A minibatch is loaded by its reference, not from one file");
        }
    }
}
