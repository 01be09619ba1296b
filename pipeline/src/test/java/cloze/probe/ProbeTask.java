package cloze.probe;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.config.VocabularyConfig.Casing;
import cloze.network.parameter.ParameterLayout;
import cloze.random.Seeds;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.release.PublishedTokenizer;
import cloze.tensor.Tensor;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A task that only a network can do which knows what words have in common: words of three kinds, of which the texts to
 * measure on have other ones than the texts to learn from. Each text has most words of one kind, its label.
 */
final class ProbeTask {
    static final List<String> KINDS = List.of("bird", "fish", "tree");

    static final NetworkConfig NETWORK =
            new NetworkConfig(Kind.BERT, 65, 16, 2, 2, 32, 0, 0, 16, 2, Initializer.SCALED, 0.02, HiddenAct.GELU_NEW);

    private static final int WORDS_PER_KIND = 20;

    private ProbeTask() {}

    /** A text and its label. */
    record Labelled(String text, String label) {
        String json() {
            return "{\"text\": \"%s\", \"label\": \"%s\"}".formatted(text, label);
        }
    }

    /** Texts of five words, the first or the second half of the words of each kind. */
    static List<Labelled> texts(int perKind, int half) {
        List<Labelled> texts = new ArrayList<>();
        for (int number = 0; number < perKind * KINDS.size(); number++) {
            SplittableRandom random = Seeds.forRow(3, "probe-task", half, number);
            String kind = KINDS.get(number % KINDS.size());
            String text = IntStream.range(0, 5)
                    .mapToObj(place -> word(place < 4 ? kind : KINDS.get(random.nextInt(3)), half, random))
                    .collect(Collectors.joining(" "));
            texts.add(new Labelled(text, kind));
        }
        return texts;
    }

    private static String word(String kind, int half, SplittableRandom random) {
        return kind + (half * WORDS_PER_KIND / 2 + random.nextInt(WORDS_PER_KIND / 2));
    }

    private static Vocabulary vocabulary() {
        return Vocabulary.of(
                Stream.concat(
                                Stream.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
                                KINDS.stream().flatMap(kind -> IntStream.range(0, WORDS_PER_KIND)
                                        .mapToObj(number -> kind + number)))
                        .toList(),
                "test");
    }

    /** Writes a network for which all words of a kind are almost one word. */
    static String writeKnowing(Path folder) throws IOException {
        ModelWeights initial = ModelWeights.initial(NETWORK, 99);
        List<Tensor> parameters = initial.parameters().stream()
                .map(tensor -> tensor.name().endsWith("." + ParameterLayout.WORD_EMBEDDINGS) ? alike(tensor) : tensor)
                .toList();
        return write(folder, new ModelWeights(NETWORK, parameters, Set.of()));
    }

    /** Adds the row of the first word of its kind, tenfold, to the row of each word. */
    private static Tensor alike(Tensor words) {
        float[] values = words.values().clone();
        int hidden = NETWORK.hiddenSize();
        for (int row = 5; row < NETWORK.vocabSize(); row++) {
            int first = row - (row - 5) % WORDS_PER_KIND;
            for (int i = 0; i < hidden; i++) {
                values[row * hidden + i] += 10 * words.values()[first * hidden + i];
            }
        }
        return new Tensor(words.name(), words.shape(), values);
    }

    static String write(Path folder, ModelWeights weights) throws IOException {
        var files = FileSystem.getLocal(new Configuration());
        var path = new org.apache.hadoop.fs.Path(folder.toString());
        files.mkdirs(path);
        ModelFolder.at(files, path).write(weights, vocabulary(), PublishedTokenizer.reserving(Casing.LOWER, List.of()));
        return folder.toString();
    }
}
