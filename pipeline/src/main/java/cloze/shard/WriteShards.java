package cloze.shard;

import static org.apache.spark.sql.functions.col;

import cloze.dataset.Contract;
import cloze.dataset.LabelledExamples;
import cloze.dataset.MaskedExamples;
import cloze.error.InvalidInputException;
import cloze.table.AtomicRenames;
import cloze.table.StoredPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes masked examples as shard files in the order of one epoch, sorted by a draw keyed by seed, epoch and example.
 * The order depends neither on partitions nor on the number of files.
 *
 * @param seed the seed of the run
 * @param epoch the epoch, from 0
 * @param files maximum number of files per bin; one Spark task writes a file of each bin. Empty files are left out
 * @param bins length bins of the examples
 */
public record WriteShards(long seed, long epoch, int files, LengthBins bins) {
    private static final String INCOMPLETE = ".incomplete";

    public WriteShards {
        if (files < 1) {
            throw new IllegalArgumentException("files = " + files + ", must be at least 1");
        }
    }

    /** Creates a writer without length bins. */
    public WriteShards(long seed, long epoch, int files) {
        this(seed, epoch, files, LengthBins.NONE);
    }

    /**
     * Returns N, the number of examples in an epoch of {@code examples}. Sentence pairs and masked examples yield the
     * same number.
     */
    public static long count(Dataset<Row> examples) {
        return examples.count();
    }

    /**
     * Writes the set into {@code folder} with one Spark job, and returns it. The index is written last, so a folder
     * with an index is complete. A complete set of the same seed, epoch and bins is returned unchanged.
     *
     * @param maskedExamples rows of {@link MaskedExamples}
     * @param folder a path on any Hadoop file system
     * @throws InvalidInputException if the folder holds a set of another seed, epoch or bins, or files that are not
     *     shards
     */
    public ShardSet write(Dataset<Row> maskedExamples, String folder) {
        return write(maskedExamples, MaskedExamples.CONTRACT, MaskedExample::fromRow, folder);
    }

    /**
     * Writes the examples of a classifier, in the same way as {@link #write}.
     *
     * @param labelledExamples rows of {@link LabelledExamples}
     */
    public ShardSet writeLabelled(Dataset<Row> labelledExamples, String folder) {
        return write(labelledExamples, LabelledExamples.CONTRACT, MaskedExample::fromLabelledRow, folder);
    }

    private ShardSet write(
            Dataset<Row> examples, Contract contract, MapFunction<Row, MaskedExample> reader, String folder) {
        Configuration hadoop = examples.sparkSession().sparkContext().hadoopConfiguration();
        if (ShardSet.exists(folder, hadoop)) {
            return reuse(ShardSet.open(folder, hadoop));
        }
        var encode = new ShardRecords.Encode(reader, seed, epoch, bins, HashedTo.partitions(files));
        Dataset<Row> records = contract.typed(contract.require(examples)).map(encode, ShardRecords.CONTRACT.encoder());
        try {
            return write(records, folder, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing shards to " + folder, e);
        }
    }

    private ShardSet reuse(ShardSet found) {
        if (found.seed() != seed || found.epoch() != epoch || !found.bins().equals(bins)) {
            throw new InvalidInputException(
                    "Shards in %s: expected seed %d epoch %d, %s, found seed %d epoch %d, %s. Choose another folder or delete this one"
                            .formatted(found.folder(), seed, epoch, bins, found.seed(), found.epoch(), found.bins()));
        }
        return found;
    }

    private ShardSet write(Dataset<Row> records, String folder, Configuration hadoop) throws IOException {
        var target = StoredPath.of(folder);
        FileSystem system = target.getFileSystem(hadoop);
        // On an object store a rename would copy all files once more; the index marks the folder as complete anyway.
        boolean isMoved = AtomicRenames.on(system);
        var incomplete = isMoved ? StoredPath.child(target.getParent(), target.getName() + INCOMPLETE) : target;
        clear(system, target);
        system.delete(incomplete, true);
        system.mkdirs(incomplete);

        List<ShardFile> written = new ArrayList<>(records
                .repartition(files, col(ShardRecords.PARTITION))
                .sortWithinPartitions(ShardRecords.FILE, ShardRecords.ORDER, ShardRecords.EXAMPLE_ID)
                .mapPartitions(
                        new ShardRecords.Write(incomplete.toString(), files, new SerializableConfiguration(hadoop)),
                        ShardRecords.WRITTEN.encoder())
                .collectAsList()
                .stream()
                .map(ShardRecords::written)
                .toList());
        written.sort(Comparator.comparing(ShardFile::name));

        var set = new ShardSet(folder, seed, epoch, bins, written);
        if (isMoved && !system.rename(incomplete, target)) {
            throw new IOException("Renaming %s to %s failed".formatted(incomplete, target));
        }
        // Write the index last, with its own rename.
        var unfinished = new Path(target, ShardSet.INDEX + INCOMPLETE);
        set.writeIndex(system, unfinished);
        if (!system.rename(unfinished, new Path(target, ShardSet.INDEX))) {
            throw new IOException("Renaming %s to %s failed".formatted(unfinished, ShardSet.INDEX));
        }
        return set;
    }

    /**
     * Removes the files of a killed run from {@code target}, which has no index. Fails if it contains any other files.
     */
    private static void clear(FileSystem system, Path target) throws IOException {
        if (!system.exists(target)) {
            return;
        }
        for (FileStatus file : system.listStatus(target)) {
            String name = file.getPath().getName();
            if (!name.startsWith(ShardFolderWriter.FILE_PREFIX) && !name.startsWith(ShardSet.INDEX)) {
                throw new InvalidInputException(
                        "Folder for shards %s: expected none or one of shards, found %s in it. Choose another folder"
                                .formatted(target, name));
            }
        }
        system.delete(target, true);
    }
}
