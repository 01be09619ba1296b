package cloze.classify;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.config.VocabularyConfig.Casing;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterLayout;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.release.PublishedTokenizer;
import cloze.tensor.Tensor;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A small model with initial weights, to be fine-tuned in seconds. */
public final class ToyModel {
    static final List<String> ANIMALS = List.of("dog", "cat", "cow", "hen");
    static final List<String> FRUITS = List.of("apple", "pear", "plum", "fig");
    static final List<String> TOOLS = List.of("saw", "axe", "file", "drill");
    static final List<String> FILLERS = List.of("the", "a", "is", "here", "there", "and", "old", "new");

    static final Vocabulary VOCABULARY = Vocabulary.of(
            List.of(
                    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "a", "is", "here", "there", "and", "old",
                    "new", "dog", "cat", "cow", "hen", "apple", "pear", "plum", "fig", "saw", "axe", "file", "drill",
                    "."),
            "test");

    private static final NetworkConfig NETWORK = new NetworkConfig(
            Kind.BERT, VOCABULARY.size(), 16, 2, 2, 32, 0.1, 0.1, 20, 2, Initializer.SCALED, 0.02, HiddenAct.GELU);

    private ToyModel() {}

    /** Writes the model, and returns its path. */
    public static String write(Path folder) throws IOException {
        var initialization = new Initialization(NETWORK, 3);
        List<Tensor> tensors = ParameterLayout.of(NETWORK).stream()
                .map(shape -> new Tensor(shape.name(), shape.extents(), initialization.values(shape)))
                .toList();
        var path = new org.apache.hadoop.fs.Path(folder.toString());
        ModelFolder model = ModelFolder.at(FileSystem.getLocal(new Configuration()), path);
        model.write(
                new ModelWeights(NETWORK, tensors, Set.of()),
                VOCABULARY,
                PublishedTokenizer.reserving(Casing.LOWER, List.of()));
        return folder.toString();
    }
}
