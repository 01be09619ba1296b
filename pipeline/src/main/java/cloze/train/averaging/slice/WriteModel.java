package cloze.train.averaging.slice;

import cloze.train.state.StoredState;
import cloze.train.state.WrittenFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import org.apache.spark.api.java.function.Function;

/**
 * Writes the parameters of a stored state by name, from its parts. Every attempt writes a file of its own.
 *
 * @param folder the folder of the checkpoint
 */
record WriteModel(SharedFolder folder) implements Function<StoredState, WriteModel.Written> {
    /**
     * A file that was written.
     *
     * @param name its name
     * @param file length and digest
     */
    record Written(String name, WrittenFile file) implements Serializable {}

    @Override
    public Written call(StoredState state) throws IOException {
        String name = "model-%s.safetensors".formatted(UUID.randomUUID());
        return new Written(name, folder.write(name, out -> state.writeModel(folder.hadoop(), out)));
    }
}
