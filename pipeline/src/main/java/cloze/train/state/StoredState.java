package cloze.train.state;

import cloze.error.CorruptArtifactException;
import cloze.network.parameter.ParameterShape;
import cloze.table.StoredPath;
import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A state in the files of a checkpoint. Any process can read any range of it, so a state may be read by other tasks, and
 * in other slices, than it was written by.
 *
 * @param folder the folder
 * @param layout the parameters of the network
 * @param files its files by name, with their digests; it may have others too
 * @param parts the parts of the state; none if it is stored whole, in {@value #MODEL} and {@value #UPDATER}
 */
public record StoredState(String folder, FlatParameters layout, Map<String, WrittenFile> files, List<StatePart> parts)
        implements Serializable {
    /** The file with the parameters of the network by name. */
    public static final String MODEL = "model.safetensors";

    /** The file with all other vectors of a state that is stored whole. */
    public static final String UPDATER = "updater.safetensors";

    /** The vector of a part that holds parameters, in the flat order. */
    static final String PARAMETERS = "parameters";

    public StoredState {
        files = Map.copyOf(files);
        parts = List.copyOf(parts);
    }

    /** Returns the names of the files that hold the state. */
    public List<String> names() {
        return names(parts);
    }

    /** Returns the names of the files that hold a state with these {@code parts}. */
    public static List<String> names(List<StatePart> parts) {
        return parts.isEmpty()
                ? List.of(MODEL, UPDATER)
                : parts.stream().map(StatePart::file).toList();
    }

    /** Returns the content of a part: all vectors of {@code state}, which is a slice of the whole. */
    public static List<Tensor> part(TrainerState state) {
        List<Tensor> vectors = new ArrayList<>();
        vectors.add(new Tensor(PARAMETERS, List.of((long) state.parameters().length), state.parameters()));
        vectors.addAll(state.optimiser());
        return vectors;
    }

    /**
     * Checks one of {@link #names} before any of it is used.
     *
     * @param first the state of some parameters before the first round, which has the same vectors
     * @throws CorruptArtifactException if the file is missing, has changed since it was written, or does not hold its
     *     share of every vector
     */
    public void check(Configuration hadoop, String name, TrainerState first) throws IOException {
        try (VectorReader reader = reader(hadoop)) {
            reader.requireIntact(name);
            reader.requireShare(name, PARAMETERS, 1);
            for (Tensor vector : first.optimiser()) {
                reader.requireShare(name, vector.name(), times(first, vector));
            }
        }
    }

    /**
     * Reads a range of every vector.
     *
     * @param from the first parameter of the range
     * @param first the state of the range before the first round, which has the same vectors
     * @throws CorruptArtifactException if a vector is missing or has another length
     */
    public TrainerState read(Configuration hadoop, int from, TrainerState first) throws IOException {
        try (VectorReader reader = reader(hadoop)) {
            float[] parameters = reader.read(PARAMETERS, 1, from, first.parameters().length);
            List<Tensor> optimiser = new ArrayList<>();
            for (Tensor vector : first.optimiser()) {
                int times = times(first, vector);
                float[] values = reader.read(vector.name(), times, (long) times * from, vector.values().length);
                optimiser.add(new Tensor(vector.name(), vector.shape(), values));
            }
            return new TrainerState(parameters, optimiser);
        }
    }

    private static int times(TrainerState first, Tensor vector) {
        return vector.values().length / first.parameters().length;
    }

    /**
     * Reads the parameters of the network by name, and nothing else.
     *
     * @throws CorruptArtifactException if a file is missing or has changed since it was written
     */
    public List<Tensor> parameters(Configuration hadoop) throws IOException {
        try (VectorReader reader = reader(hadoop)) {
            for (String name : names()) {
                reader.requireIntact(name);
            }
            List<Tensor> named = new ArrayList<>();
            for (ParameterShape shape : layout.shapes()) {
                named.add(new Tensor(shape.name(), shape.extents(), values(reader, shape)));
            }
            return named;
        }
    }

    /** Writes the content of {@value #MODEL}. Holds one parameter at a time. */
    public void writeModel(Configuration hadoop, OutputStream out) throws IOException {
        try (VectorReader reader = reader(hadoop)) {
            var shapes = layout.shapes().iterator();
            Safetensors.write(
                    out,
                    layout.shapes().stream()
                            .map(shape -> new Safetensors.Announced(shape.name(), shape.extents()))
                            .toList(),
                    announced -> values(reader, shapes.next()),
                    Map.of());
        }
    }

    private static float[] values(VectorReader reader, ParameterShape shape) {
        try {
            return reader.read(PARAMETERS, 1, shape.offset(), Math.toIntExact(shape.length()));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + shape.name(), e);
        }
    }

    private VectorReader reader(Configuration hadoop) throws IOException {
        Path path = StoredPath.of(folder);
        FileSystem fileSystem = path.getFileSystem(hadoop);
        return new VectorReader(this, new DigestedFiles(fileSystem, path));
    }
}
