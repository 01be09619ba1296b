package cloze.train.averaging.dl4j;

import cloze.network.graph.MinibatchArrays;
import cloze.shard.Minibatch;
import cloze.train.averaging.MinibatchSource;
import cloze.train.plan.MinibatchReference;
import java.io.InputStream;
import java.util.Map;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Loads a minibatch from its reference, on an executor. */
final class MinibatchLoader implements MultiDataSetLoader {
    private static final long serialVersionUID = 1L;

    private final Map<Integer, MinibatchSource> epochs;

    /** @param epochs the epochs that will be asked for */
    MinibatchLoader(Map<Integer, MinibatchSource> epochs) {
        this.epochs = Map.copyOf(epochs);
    }

    @Override
    public MultiDataSet load(Source source) {
        MinibatchReference reference = MinibatchReference.parse(source.getPath());
        Minibatch minibatch = epochs.get(reference.epoch()).load(reference.from(), reference.to(), reference.key());
        return MinibatchArrays.of(minibatch);
    }

    /** A reference as Deeplearning4j's loaders take it: a path without a stream behind it. */
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
