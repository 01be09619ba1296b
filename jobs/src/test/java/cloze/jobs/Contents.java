package cloze.jobs;

import cloze.provenance.Manifest;
import cloze.table.TextFile;
import cloze.train.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/**
 * What an output holds, by file name: a SHA-256 of each file, and of the sorted rows of each Parquet folder, whose files Spark names at random
 * and fills as rows arrive. Of a checkpoint's state, a SHA-256 of each vector: executors write it in other files than one process. Left out is what
 * tells the time, the command, or the fingerprint of the inputs, which has their time.
 */
final class Contents {
    private static final Pattern TIMED = Pattern.compile(
            "(|.*/)([_.].*|(manifest|checkpoint)\\.json|report\\.(md|html)|(training|validation)-log(|/.*|\\.json|\\.csv))");

    private static final Pattern CHECKPOINT = Pattern.compile("(|.*/)step-\\d+/checkpoint\\.json");

    /** What Spark draws for the names of the files of one task set. */
    private static final Pattern RANDOM = Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String PARQUET = ".parquet";

    private Contents() {}

    static SortedMap<String, String> of(String output) {
        try {
            var folder = new Path(output);
            FileSystem files = folder.getFileSystem(new Configuration());
            String base = files.makeQualified(folder) + "/";
            SortedMap<String, List<String>> rows = new TreeMap<>();
            SortedMap<String, String> contents = new TreeMap<>();
            RemoteIterator<LocatedFileStatus> found = files.listFiles(folder, true);
            while (found.hasNext()) {
                FileStatus file = found.next();
                String name = RANDOM.matcher(file.getPath().toString().substring(base.length()))
                        .replaceAll("");
                if (CHECKPOINT.matcher(name).matches()) {
                    String checkpoint = name.substring(0, name.lastIndexOf('/') + 1);
                    CheckpointVectors.of(
                                    new CheckpointFolder(files, file.getPath().getParent()))
                            .forEach((vector, digest) -> contents.put(checkpoint + vector, digest));
                }
                if (TIMED.matcher(name).matches() || isStateOfCheckpoint(files, file.getPath())) {
                    continue;
                }
                if (name.endsWith(PARQUET)) {
                    String table = name.substring(0, name.lastIndexOf('/'));
                    rows.computeIfAbsent(table, key -> new ArrayList<>()).addAll(rows(file.getPath()));
                } else {
                    contents.put(name, digest(files, file.getPath()));
                }
            }
            rows.forEach((table, all) -> contents.put(
                    table,
                    "%d rows %s"
                            .formatted(
                                    all.size(),
                                    digest(String.join(
                                                    "\n", all.stream().sorted().toList())
                                            .getBytes(StandardCharsets.UTF_8)))));
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + output, e);
        }
    }

    /** Of a prepare output; without the table of documents, which names the files they come from. */
    static SortedMap<String, String> examples(String prepared) {
        SortedMap<String, String> contents = of(prepared);
        contents.remove("documents");
        return contents;
    }

    /** The tables of {@code evaluation}, without the fingerprint of the run of {@code model}: it has the paths of its inputs. */
    static SortedMap<String, String> tables(String evaluation, String model) {
        var hadoop = new Configuration();
        String run = Manifest.read(hadoop, new Path(model)).orElseThrow().fingerprint();
        SortedMap<String, String> tables = new TreeMap<>();
        for (String name : List.of("evaluation", "slices", "calibration", "resamplings")) {
            String table = TextFile.read(hadoop, new Path("%s/tables/%s.csv".formatted(evaluation, name)));
            tables.put(name, table.replace(run, ""));
        }
        return tables;
    }

    /** A file that the description of its checkpoint lists. What it holds is compared by vectors. */
    private static boolean isStateOfCheckpoint(FileSystem files, Path file) throws IOException {
        return CheckpointFolder.isAt(files, file.getParent())
                && new CheckpointFolder(files, file.getParent()).info().files().containsKey(file.getName());
    }

    private static List<String> rows(Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> reader =
                ParquetReader.builder(new GroupReadSupport(), file).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static String digest(FileSystem files, Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return digest(in.readAllBytes());
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
