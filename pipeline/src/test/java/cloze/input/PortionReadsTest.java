package cloze.input;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class PortionReadsTest {
    /** Some hundred kilobytes per file. */
    private static final int LINES = 40_000;

    private static final String PARTITION_BYTES = "spark.sql.files.maxPartitionBytes";

    @TempDir
    Path folder;

    @AfterEach
    void restore(SparkSession spark) {
        spark.conf().unset(PARTITION_BYTES);
    }

    /** The lines of a range, read by a task. */
    private record Lines(RangeLines lines) implements RangeRows<String> {
        static Lines open(FileRange range, Unpacking unpacking) throws IOException {
            return new Lines(new RangeLines(OpenedRange.open(range, unpacking), ByteLines.Ends.LINE_FEED));
        }

        @Override
        public Optional<String> advance() throws IOException {
            return lines.next() ? Optional.of(lines.text()) : Optional.empty();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void readsEveryLineOnceAndInTheOrderOfTheFiles(SparkSession spark) throws IOException {
        List<String> written = new ArrayList<>();
        List<Portion.Source> sources = new ArrayList<>();
        // The second file is compressed, which its name does not say: it is cut into ranges, and one of them reads it.
        sources.add(source("b", written, false));
        sources.add(source("a", written, true));
        sources.add(source("c", written, false));

        spark.conf().set(PARTITION_BYTES, "100000");
        JavaRDD<String> listed = PortionReads.plan(spark, sources, Portion.Order.AS_LISTED, Lines::open);
        assertThat(listed.getNumPartitions()).isGreaterThan(10);
        assertThat(listed.collect()).isEqualTo(written);
        List<String> spread = PortionReads.plan(spark, sources, Portion.Order.LARGEST_FIRST, Lines::open)
                .collect();
        assertThat(spread.stream().sorted().toList())
                .isEqualTo(written.stream().sorted().toList());
    }

    private Portion.Source source(String name, List<String> written, boolean packed) {
        List<String> lines = IntStream.range(0, LINES)
                .mapToObj(line -> "line %d of %s%s".formatted(line, name, "!".repeat(line % 7)))
                .toList();
        Path file = folder.resolve(name);
        try (OutputStream stored = Files.newOutputStream(file);
                OutputStream out = packed ? new GZIPOutputStream(stored) : stored) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.addAll(lines);
        return new Portion.Source(
                InputFiles.list("corpus.input", file.toString(), 1, new Configuration())
                        .get(0),
                true);
    }
}
