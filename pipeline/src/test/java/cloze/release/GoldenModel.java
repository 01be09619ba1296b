package cloze.release;

import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * The models in hugging-face/ below the folder that the system property cloze.data names. transformers 5.18 wrote them
 * with random weights, together with its outputs for a few ragged rows (golden.json) and the steps of its optimiser
 * from one of them (trajectory.json).
 */
public final class GoldenModel {
    public static final Path DATA = Path.of(System.getProperty("cloze.data", ""), "hugging-face");

    private GoldenModel() {}

    /** Reads the model {@code name}. The seed would only affect parts that a folder lacks. */
    public static ModelWeights weights(String name) throws IOException {
        return folder(DATA.resolve(name)).weights(0);
    }

    static ModelFolder folder(Path path) throws IOException {
        return ModelFolder.at(FileSystem.getLocal(new Configuration()), new org.apache.hadoop.fs.Path(path.toString()));
    }

    public static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(DATA.resolve(file).toFile());
    }

    /** Returns a minibatch of {@code rows}, which have the fields of prepared examples. */
    public static Minibatch minibatch(JsonNode rows, long key) {
        List<MaskedExample> examples = new ArrayList<>();
        for (JsonNode row : rows) {
            examples.add(new MaskedExample(
                    "golden",
                    ints(row.get("input_ids")),
                    ints(row.get("segment_ids")),
                    ints(row.get("masked_lm_positions")),
                    ints(row.get("masked_lm_ids")),
                    row.get("next_sentence_labels").asInt()));
        }
        return Minibatch.of(examples, key);
    }

    private static int[] ints(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    static double[] doubles(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
