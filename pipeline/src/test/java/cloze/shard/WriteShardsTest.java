package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class WriteShardsTest {
    private static final int COUNT = 500;
    private static final List<MaskedExample> EXAMPLES = MaskedRows.examples(COUNT);
    private static final Configuration HADOOP = new Configuration();

    @TempDir
    Path folder;

    @Test
    @Tag("platform")
    void readsBackEveryExampleInTheKeyedOrder(SparkSession spark) {
        ShardSet set = write(spark, "shards", 3, 1);

        List<MaskedExample> expected = EXAMPLES.stream()
                .sorted(Comparator.comparingLong(example -> ShardRecords.order(5, 2, example.exampleId())))
                .toList();
        assertThat(set.examples()).isEqualTo(COUNT);
        assertThat(set.files()).hasSize(3);
        assertThat(all(set)).usingRecursiveComparison().isEqualTo(expected);
        assertThat(ids(expected)).isNotEqualTo(ids(EXAMPLES));
    }

    @Test
    @Tag("platform")
    void givesOneOrderForAnyPartitionsAndFiles(SparkSession spark) {
        List<String> order = ids(all(write(spark, "one", 1, 1)));

        assertThat(ids(all(write(spark, "seven", 7, 7)))).isEqualTo(order);
        assertThat(ids(all(write(spark, "four", 4, 3)))).isEqualTo(order);
    }

    @Test
    void eachEpochHasItsOwnOrder(SparkSession spark) {
        Dataset<Row> rows = MaskedRows.dataset(spark, EXAMPLES);
        ShardSet first = new WriteShards(5, 0, 2).write(rows, path("first"));
        ShardSet second = new WriteShards(5, 1, 2).write(rows, path("second"));

        assertThat(ids(all(first))).isNotEqualTo(ids(all(second)));
    }

    @Test
    void readsRangesAcrossFiles(SparkSession spark) {
        ShardSet set = write(spark, "shards", 5, 2);
        List<String> order = ids(all(set));

        try (var reader = new ShardReader(set, HADOOP)) {
            for (int from = 0; from <= COUNT; from += 37) {
                int to = Math.min(COUNT, from + 150);
                assertThat(ids(reader.read(from, to))).isEqualTo(order.subList(from, to));
            }
            assertThat(reader.minibatch(90, 122, 4).examples()).isEqualTo(32);
            assertThatThrownBy(() -> reader.read(0, COUNT + 1)).hasMessageContaining("of 500");
        }
    }

    @Test
    void readsFromMoreFilesThanStayOpen(SparkSession spark) {
        ShardSet set = write(spark, "shards", 30, 2);
        List<String> order = ids(all(set));

        assertThat(set.files()).hasSizeGreaterThan(20);
        try (var reader = new ShardReader(set, HADOOP)) {
            for (int i = 0; i < COUNT; i++) {
                int number = i * 37 % COUNT;
                assertThat(ids(reader.read(number, number + 1))).containsExactly(order.get(number));
            }
        }
    }

    @Test
    void leavesOutFilesThatWouldBeEmpty(SparkSession spark) {
        Dataset<Row> rows = MaskedRows.dataset(spark, MaskedRows.examples(2));
        ShardSet set = new WriteShards(5, 2, 64).write(rows, path("few"));

        assertThat(set.files()).hasSizeLessThanOrEqualTo(2).allMatch(file -> file.examples() > 0);
        assertThat(all(set)).hasSize(2);
    }

    @Test
    void openingGivesTheSetThatWasWritten(SparkSession spark) {
        ShardSet set = write(spark, "shards", 3, 1);

        assertThat(ShardSet.open(set.folder(), HADOOP)).isEqualTo(set);
        assertThat(folder.resolve("shards.incomplete")).doesNotExist();
        assertThatThrownBy(() -> ShardSet.open(path("nothing"), HADOOP)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void reusesACompleteSetAndRefusesAnotherEpochs(SparkSession spark) throws IOException {
        ShardSet set = write(spark, "shards", 3, 1);
        Path file = folder.resolve("shards").resolve(set.files().get(0).name());
        FileTime written = Files.getLastModifiedTime(file);

        assertThat(write(spark, "shards", 7, 1)).isEqualTo(set);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        Dataset<Row> rows = MaskedRows.dataset(spark, EXAMPLES);
        assertThatThrownBy(() -> new WriteShards(5, 3, 3).write(rows, set.folder()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("expected seed 5 epoch 3,", "found seed 5 epoch 2,");
        assertThatThrownBy(() -> new WriteShards(5, 2, 3, new LengthBins(List.of(9L), 4)).write(rows, set.folder()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("limits=[9]");
    }

    @Test
    void writesAnewWhereAKilledRunLeftNoIndex(SparkSession spark) throws IOException {
        ShardSet set = write(spark, "shards", 3, 1);
        Files.delete(folder.resolve("shards").resolve(ShardSet.INDEX));
        Files.createDirectories(folder.resolve("shards.incomplete"));

        assertThat(write(spark, "shards", 3, 1)).isEqualTo(set);
        assertThat(all(set)).hasSize(COUNT);
    }

    @Test
    void leavesAFolderOfOtherThingsAlone(SparkSession spark) throws IOException {
        Path stranger = Files.createDirectories(folder.resolve("shards")).resolve("notes.txt");
        Files.writeString(stranger, "mine");

        assertThatThrownBy(() -> write(spark, "shards", 2, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("notes.txt");
        assertThat(stranger).hasContent("mine");
    }

    @Test
    @Tag("platform")
    void namesADamagedFile(SparkSession spark) throws IOException {
        ShardSet set = write(spark, "shards", 1, 1);
        Path file = folder.resolve("shards").resolve("part-00000.shard");
        byte[] sound = Files.readAllBytes(file);
        byte[] damaged = sound.clone();
        damaged[sound.length / 3] ^= 4;

        Files.write(file, damaged);
        assertCorrupt(set, ".crc file");
        Files.delete(file.resolveSibling(".part-00000.shard.crc"));
        assertCorrupt(set, "expected CRC32C of example");
        Files.write(file, Arrays.copyOf(sound, sound.length - 7));
        assertCorrupt(set, "expected trailer checksum");
        Files.write(file, new byte[3]);
        assertCorrupt(set, "found 3 bytes");
        Files.delete(file);
        assertCorrupt(set, "found no file");
    }

    @Test
    void neverGivesAnotherExampleBecauseOfAFlippedByte(SparkSession spark) throws IOException {
        Dataset<Row> rows = MaskedRows.dataset(spark, MaskedRows.examples(3));
        ShardSet set = new WriteShards(5, 2, 1).write(rows, path("small"));
        List<String> sound = read(set);
        Path file = folder.resolve("small").resolve("part-00000.shard");
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file.resolveSibling(".part-00000.shard.crc"));

        int found = 0;
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 16;
            Files.write(file, damaged);
            try {
                assertThat(read(set)).as("byte %d", at).isEqualTo(sound);
            } catch (CorruptArtifactException e) {
                found++;
            }
        }
        assertThat(found).isEqualTo(bytes.length);
    }

    /** Each example by itself, so that every offset counts. */
    private static List<String> read(ShardSet set) {
        List<String> examples = new ArrayList<>();
        try (var reader = new ShardReader(set, HADOOP)) {
            for (long i = 0; i < set.examples(); i++) {
                examples.add(Arrays.toString(
                        ExampleCodec.encode(reader.read(i, i + 1).get(0))));
            }
        }
        return examples;
    }

    private static void assertCorrupt(ShardSet set, String found) {
        assertThatThrownBy(() -> all(set))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining(found)
                .hasMessageContaining("Delete the folder");
    }

    private ShardSet write(SparkSession spark, String name, int files, int partitions) {
        Dataset<Row> rows = MaskedRows.dataset(spark, EXAMPLES).repartition(partitions);
        return new WriteShards(5, 2, files).write(rows, path(name));
    }

    private String path(String name) {
        return "file://" + folder.resolve(name);
    }

    private static List<MaskedExample> all(ShardSet set) {
        try (var reader = new ShardReader(set, HADOOP)) {
            return reader.read(0, set.examples());
        }
    }

    private static List<String> ids(List<MaskedExample> examples) {
        return examples.stream().map(MaskedExample::exampleId).toList();
    }
}
