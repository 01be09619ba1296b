package cloze.classify;

import cloze.error.InvalidConfigException;
import cloze.shard.ShardSet;
import cloze.shard.WriteShards;
import cloze.table.StoredPath;
import cloze.train.epoch.EpochShards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The folder of a run for the shards of its epochs. Deleted when it is closed. */
final class WorkFolder implements AutoCloseable {
    private final Path path;
    private final Configuration hadoop;

    private WorkFolder(Path path, Configuration hadoop) {
        this.path = path;
        this.hadoop = hadoop;
    }

    /**
     * Names a folder of its own for a run.
     *
     * @param parent where; if empty, Spark's checkpoint folder or, with a local master, the system's temporary folder
     * @param uid who asks, for its name and for messages
     * @throws InvalidConfigException if the place is not known
     */
    static WorkFolder in(SparkSession spark, String parent, String uid) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        return new WorkFolder(place(spark, parent, uid), hadoop);
    }

    private static Path place(SparkSession spark, String parent, String uid) {
        String name = uid + "-" + UUID.randomUUID();
        if (!parent.isEmpty()) {
            return StoredPath.child(StoredPath.of(parent), name);
        }
        if (spark.sparkContext().getCheckpointDir().isDefined()) {
            return StoredPath.child(
                    StoredPath.of(spark.sparkContext().getCheckpointDir().get()), name);
        }
        if (!spark.sparkContext().isLocal()) {
            throw new InvalidConfigException(List.of(
                    "%s: workFolder is not set, and Spark has no checkpoint folder: name one with setWorkFolder on a file system that driver and executors share"
                            .formatted(uid)));
        }
        try {
            return new Path(Files.createTempDirectory(uid).toUri());
        } catch (IOException e) {
            throw new UncheckedIOException("Creating a temporary folder", e);
        }
    }

    /**
     * Returns shards of {@code examples} for each epoch, in an order of its own.
     *
     * @param examples rows of {@link cloze.dataset.LabelledExamples}
     */
    EpochShards shards(Dataset<Row> examples, long seed) {
        int files = examples.sparkSession().sparkContext().defaultParallelism();
        return new EpochShards() {
            @Override
            public ShardSet forEpoch(int epoch) {
                return new WriteShards(seed, epoch, files)
                        .writeLabelled(examples, epochFolder(epoch).toString());
            }

            @Override
            public void finished(int epoch) {
                delete(epochFolder(epoch));
            }
        };
    }

    private Path epochFolder(int epoch) {
        return new Path(path, "epoch-%04d".formatted(epoch));
    }

    private void delete(Path folder) {
        try {
            folder.getFileSystem(hadoop).delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Deleting " + folder, e);
        }
    }

    @Override
    public void close() {
        delete(path);
    }
}
