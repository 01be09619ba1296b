package cloze.shard;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import cloze.random.Seeds;
import cloze.table.FileNameEncoding;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The rows that {@link WriteShards} shuffles between its two steps: each example as bytes, with its file and its
 * position in the order.
 */
final class ShardRecords {
    static final String FILE = "file";
    static final String PARTITION = "partition";
    static final String ORDER = "order";
    static final String EXAMPLE_ID = SentencePairs.EXAMPLE_ID;
    static final String RECORD = "record";
    static final String NAME = "name";
    static final String BIN = "bin";
    static final String EXAMPLES = "examples";

    static final Contract CONTRACT = new Contract(
            "shard_records",
            new StructType()
                    .add(FILE, IntegerType, false, "number of the file, from 0; rises with the bin")
                    .add(PARTITION, IntegerType, false, "a number that Spark hashes to the partition of the file")
                    .add(ORDER, LongType, false, "the example's draw, in [0, 2^63); rises with the file of a bin")
                    .add(EXAMPLE_ID, StringType, false, "decides between equal draws")
                    .add(RECORD, BinaryType, false, "the example as ExampleCodec writes it"));

    static final Contract WRITTEN = new Contract(
            "shard_files",
            new StructType()
                    .add(NAME, StringType, false, "name in the folder; sorts by bin, then in the epoch's order")
                    .add(BIN, IntegerType, false, "length bin of its examples, from 0")
                    .add(EXAMPLES, LongType, false, "how many it holds"));

    private ShardRecords() {}

    static ShardFile written(Row row) {
        return new ShardFile(WRITTEN.text(row, NAME), WRITTEN.integer(row, BIN), WRITTEN.longInteger(row, EXAMPLES));
    }

    /** Returns the sort key of an example in the order of an epoch, in [0, 2^63). */
    static long order(long seed, long epoch, String exampleId) {
        return Seeds.key(seed, "order", ExampleId.parse(exampleId).identity(epoch)) >>> 1;
    }

    /** Encodes what {@code reader} reads of a row as a record. Each partition writes one file per bin. */
    record Encode(MapFunction<Row, MaskedExample> reader, long seed, long epoch, LengthBins bins, HashedTo partitions)
            implements MapFunction<Row, Row> {
        @Override
        public Row call(Row row) throws Exception {
            MaskedExample example = reader.call(row);
            long order = order(seed, epoch, example.exampleId());
            // floor(order * partitions / 2^63) divides the range of draws, and so the examples, into equal shares.
            int partition = (int) Math.multiplyHigh(order, 2L * partitions.count());
            int file = bins.of(example.length()) * partitions.count() + partition;
            return RowFactory.create(
                    file, partitions.of(partition), order, example.exampleId(), ExampleCodec.encode(example));
        }
    }

    /** Writes the sorted records of a partition to their files. */
    record Write(String folder, int filesPerBin, SerializableConfiguration hadoop)
            implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> records) throws IOException {
            FileNameEncoding.requireComplete();
            long attempt = TaskContext.get().taskAttemptId();
            try (var writer = new ShardFolderWriter(StoredPath.of(folder), filesPerBin, attempt, hadoop.value())) {
                while (records.hasNext()) {
                    Row row = records.next();
                    writer.append(CONTRACT.integer(row, FILE), (byte[]) CONTRACT.value(row, RECORD));
                }
                return writer.finish().stream()
                        .map(file -> RowFactory.create(file.name(), file.bin(), file.examples()))
                        .iterator();
            }
        }
    }
}
