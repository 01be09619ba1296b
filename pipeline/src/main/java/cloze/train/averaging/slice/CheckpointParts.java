package cloze.train.averaging.slice;

import cloze.error.InvalidConfigException;
import cloze.train.state.StatePart;
import cloze.train.state.StoredState;
import cloze.train.state.WrittenFile;
import cloze.train.synchronisation.FlatParameters;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Writes slices as the parts of a checkpoint. Tasks write the files, and the driver sees their names. */
final class CheckpointParts {
    private final JavaSparkContext spark;
    private final FileSystem files;
    private final Path path;
    private final SharedFolder folder;

    /** @param path the folder of the checkpoint */
    CheckpointParts(JavaSparkContext spark, FileSystem files, Path path) {
        this.spark = spark;
        this.files = files;
        this.path = path;
        this.folder = new SharedFolder(path.toString(), new SerializableConfiguration(spark.hadoopConfiguration()));
    }

    /** Writes {@code slices} in the parts of {@code plan}. Runs one Spark job. */
    StoredState write(JavaRDD<Slice> slices, PartPlan plan, FlatParameters layout) throws IOException {
        files.mkdirs(path);
        List<StatePart> parts = new ArrayList<>();
        Map<String, WrittenFile> written = new HashMap<>();
        for (WritePart.Written part : inParts(slices, plan)
                .mapPartitionsWithIndex(new WritePart(plan, folder), false)
                .collect()) {
            requireHere(part.part().file(), part.file());
            parts.add(part.part());
            written.put(part.part().file(), part.file());
        }
        return new StoredState(path.toString(), layout, written, parts);
    }

    /** Returns an RDD whose partition p holds the slices of part p, in any order. */
    private JavaRDD<Slice> inParts(JavaRDD<Slice> slices, PartPlan plan) {
        List<JavaRDD<Slice>> parts = IntStream.range(0, plan.parts())
                .mapToObj(part -> Exchange.range(slices, plan.firstSlice(part), plan.firstSlice(part + 1))
                        .coalesce(1))
                .toList();
        return Exchange.union(spark, parts);
    }

    /** Writes the file of the model beside the parts. One task reads them, parameter by parameter. */
    StoredState withModel(StoredState parts) throws IOException {
        WriteModel.Written model =
                spark.parallelize(List.of(parts), 1).map(new WriteModel(folder)).first();
        Path written = new Path(path, model.name());
        if (!files.rename(written, new Path(path, StoredState.MODEL))) {
            throw new IOException("Cannot rename %s to %s".formatted(written, StoredState.MODEL));
        }
        Map<String, WrittenFile> all = new HashMap<>(parts.files());
        all.put(StoredState.MODEL, model.file());
        return new StoredState(parts.folder(), parts.layout(), all, parts.parts());
    }

    /** Requires that what a task has written is where this process can read it. */
    private void requireHere(String name, WrittenFile expected) throws IOException {
        Path file = new Path(path, name);
        long found;
        try {
            found = files.getFileStatus(file).getLen();
        } catch (FileNotFoundException e) {
            throw new InvalidConfigException(List.of(
                    "output: expected %s, which an executor has written, found none; with training.averaging-route = slices the output must be on a file system that the driver and all executors share"
                            .formatted(file)));
        }
        if (found != expected.bytes()) {
            throw new IOException("%s: expected the %d bytes that an executor has written, found %d"
                    .formatted(file, expected.bytes(), found));
        }
    }
}
