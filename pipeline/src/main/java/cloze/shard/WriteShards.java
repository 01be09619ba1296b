package cloze.shard;

import static org.apache.spark.sql.functions.col;

import cloze.dataset.MaskedExamples;
import cloze.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes masked examples as shard files in the order of one epoch: sorted by a draw keyed by seed, epoch and example. Neither partitions
 * nor the number of files change that order.
 *
 * @param seed the run's seed
 * @param epoch the epoch, from 0
 * @param files most files to write; one Spark task writes each. Fewer when some would be empty
 */
public record WriteShards(long seed, long epoch, int files) {
    private static final String INCOMPLETE = ".incomplete";

    public WriteShards {
        if (files < 1) {
            throw new IllegalArgumentException("files = " + files + ", must be at least 1");
        }
    }

    /** How many examples an epoch of {@code examples} has, N: sentence pairs and masked examples give the same number. */
    public static long count(Dataset<Row> examples) {
        return examples.count();
    }

    /**
     * Writes the set into {@code folder}, one Spark job, and returns it. The folder appears complete or not at all. A complete set
     * of the same seed and epoch is returned as it is.
     *
     * @param maskedExamples rows of {@link MaskedExamples}
     * @param folder a path of any Hadoop file system
     * @throws InvalidInputException when the folder holds the set of another seed or epoch
     */
    public ShardSet write(Dataset<Row> maskedExamples, String folder) {
        Configuration hadoop = maskedExamples.sparkSession().sparkContext().hadoopConfiguration();
        if (ShardSet.exists(folder, hadoop)) {
            return reuse(ShardSet.open(folder, hadoop));
        }
        Dataset<Row> rows = MaskedExamples.CONTRACT.typed(MaskedExamples.CONTRACT.require(maskedExamples));
        try {
            return write(rows, folder, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing shards to " + folder, e);
        }
    }

    private ShardSet reuse(ShardSet found) {
        if (found.seed() != seed || found.epoch() != epoch) {
            throw new InvalidInputException(
                    "Shards in %s: expected seed %d epoch %d, found seed %d epoch %d. Choose another folder or delete this one"
                            .formatted(found.folder(), seed, epoch, found.seed(), found.epoch()));
        }
        return found;
    }

    private ShardSet write(Dataset<Row> rows, String folder, Configuration hadoop) throws IOException {
        var target = new Path(folder);
        var incomplete = new Path(target.getParent(), target.getName() + INCOMPLETE);
        FileSystem system = target.getFileSystem(hadoop);
        // What a killed run left behind has no index, so nobody relies on it.
        system.delete(incomplete, true);
        system.delete(target, true);
        system.mkdirs(incomplete);

        List<ShardFile> written = new ArrayList<>(rows
                .map(new ShardRecords.Encode(seed, epoch, files), ShardRecords.CONTRACT.encoder())
                .repartition(files, col(ShardRecords.FILE))
                .sortWithinPartitions(ShardRecords.FILE, ShardRecords.ORDER, ShardRecords.EXAMPLE_ID)
                .mapPartitions(
                        new ShardRecords.Write(incomplete.toString(), new SerializableConfiguration(hadoop)),
                        ShardRecords.WRITTEN.encoder())
                .collectAsList()
                .stream()
                .map(ShardRecords::written)
                .toList());
        written.sort(Comparator.comparing(ShardFile::name));

        var set = new ShardSet(folder, seed, epoch, written);
        set.writeIndex(system, new Path(incomplete, ShardSet.INDEX));
        if (!system.rename(incomplete, target)) {
            throw new IOException("Renaming %s to %s failed".formatted(incomplete, target));
        }
        return set;
    }
}
