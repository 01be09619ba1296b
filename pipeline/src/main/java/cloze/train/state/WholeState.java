package cloze.train.state;

import cloze.tensor.Safetensors;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A state in the memory of this process.
 *
 * @param layout the parameters of the network
 * @param whole the state
 */
public record WholeState(FlatParameters layout, TrainerState whole) implements RunState {
    /** Writes the parameters to one file and everything else to another, whatever the purpose. */
    @Override
    public StoredState write(FileSystem files, Path folder, Purpose purpose) throws IOException {
        var written = new DigestedFiles(files, folder);
        Map<String, WrittenFile> named = Map.of(
                StoredState.MODEL,
                written.write(StoredState.MODEL, out -> Safetensors.write(out, layout.named(whole.parameters()))),
                StoredState.UPDATER,
                written.write(StoredState.UPDATER, out -> Safetensors.write(out, whole.optimiser())));
        return new StoredState(folder.toString(), layout, named, List.of());
    }

    @Override
    public <T> T withParameters(JavaSparkContext spark, Function<ParameterCopies, T> jobs) {
        try (var parameters = new BroadcastParameters(spark, whole.parameters())) {
            return jobs.apply(parameters);
        }
    }
}
