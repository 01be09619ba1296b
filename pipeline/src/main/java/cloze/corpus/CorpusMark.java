package cloze.corpus;

import static org.apache.spark.sql.functions.sum;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.corpus.read.Texts;
import cloze.corpus.source.KnownFiles;
import cloze.corpus.source.KnownFiles.Entry;
import cloze.corpus.source.TableDifference;
import cloze.error.CorruptArtifactException;
import cloze.table.SmallTable;
import cloze.table.StoredTable;
import cloze.table.TextFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a run read: the versions of tables, and the files of everything else. A later run reads only what has come since.
 * Stored as {@value #INPUTS}, and as {@value #FILES} with a row per file, because there may be many.
 *
 * @param rules the keys of the corpus section that are about reading, as text
 * @param inputs the entries of corpus.input, with the versions that were read
 * @param files by {@link CorpusInput#named} of the entry that Spark reads; those that this program reads under an empty name
 */
public record CorpusMark(String rules, List<CorpusInput> inputs, Map<String, KnownFiles> files) {
    /** File below an output with the entries of corpus.input and the rules of reading. */
    public static final String INPUTS = "read/inputs.json";

    /** File below an output with a row per file of any entry. */
    public static final String FILES = "read/files.parquet";

    /** Table below an output with a row per file of this program and text in it; see {@link #texts}. */
    public static final String TEXTS = "read/texts";

    /** Key of the files that this program reads itself. */
    static final String OWN = "";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final String PATH = "path";
    private static final String LENGTH = "length";
    private static final String MODIFIED = "modified";

    private static final StructType FILE = new StructType()
            .add(PATH, DataTypes.StringType)
            .add(LENGTH, DataTypes.LongType)
            .add(MODIFIED, DataTypes.LongType);

    private static final StructType COLUMNS = FILE.add("input", DataTypes.StringType);

    private static final StructType TEXT_COLUMNS =
            FILE.add(SeenDocuments.HASH, DataTypes.StringType).add(IdentifyDocuments.COPIES, DataTypes.LongType);

    public CorpusMark {
        inputs = List.copyOf(inputs);
        files = Map.copyOf(files);
    }

    private record Stored(String rules, List<CorpusInput> inputs) {}

    /**
     * Lists the files that {@code corpus} reads now. A file that is changed later has another modification time then.
     *
     * @param corpus with fixed versions
     */
    public static CorpusMark of(SparkSession spark, CorpusConfig corpus) {
        Map<String, KnownFiles> files = new HashMap<>();
        files.put(
                OWN,
                new KnownFiles(new ReadDocuments(corpus, 0)
                        .files(spark).stream().map(Entry::of).toList()));
        for (CorpusInput input : corpus.tables()) {
            List<Entry> listed = TableDifference.files(spark, input);
            if (!listed.isEmpty()) {
                files.put(input.named(), new KnownFiles(listed));
            }
        }
        return new CorpusMark(corpus.withInput(List.of()).toString(), corpus.input(), files);
    }

    KnownFiles files(String name) {
        return files.getOrDefault(name, new KnownFiles(List.of()));
    }

    /**
     * Writes the mark below {@code output}, replacing one that is there.
     *
     * @param reader of the part of the corpus that the run read
     */
    public void write(SparkSession spark, ReadDocuments reader, Path output) {
        if (!files(OWN).entries().isEmpty()) {
            texts(spark, reader).write().mode(SaveMode.Overwrite).parquet(new Path(output, TEXTS).toString());
        }
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<Row> rows = new ArrayList<>();
        files.keySet().stream().sorted().forEach(name -> files.get(name)
                .entries()
                .forEach(file -> rows.add(RowFactory.create(file.path(), file.length(), file.modifiedMillis(), name))));
        new SmallTable(COLUMNS, rows).writeParquet(hadoop, new Path(output, FILES));
        try {
            TextFile.write(hadoop, new Path(output, INPUTS), JSON.writeValueAsString(new Stored(rules, inputs)) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Inputs " + inputs, e);
        }
    }

    /** Plans a row per file and hash of a text in it: the file, the hash, and how many documents they become. */
    private Dataset<Row> texts(SparkSession spark, ReadDocuments reader) {
        Dataset<Row> listed = rows(spark, files(OWN).entries());
        Dataset<Row> documents = reader.documentsOf(spark);
        return documents
                .join(listed, documents.col(Texts.SOURCE).equalTo(listed.col(PATH)))
                .groupBy(PATH, LENGTH, MODIFIED, SeenDocuments.HASH)
                .agg(sum(IdentifyDocuments.COPIES).as(IdentifyDocuments.COPIES));
    }

    /**
     * Plans what {@code files} held when they were read: a hash per row and how many documents it stands for. A file that
     * several runs have read, unchanged, counts once.
     *
     * @param tables the tables that {@link #write} has left
     */
    static Dataset<Row> textsOf(SparkSession spark, List<Entry> files, Path... tables) {
        Dataset<Row> wanted = rows(spark, files);
        Dataset<Row> texts = tables.length == 0
                ? spark.createDataFrame(List.of(), TEXT_COLUMNS)
                : StoredTable.read(spark, TEXT_COLUMNS, tables);
        Column same = Arrays.stream(FILE.fieldNames())
                .map(name -> texts.col(name).equalTo(wanted.col(name)))
                .reduce(Column::and)
                .orElseThrow();
        return texts.join(wanted, same, "left_semi").distinct().select(SeenDocuments.HASH, IdentifyDocuments.COPIES);
    }

    private static Dataset<Row> rows(SparkSession spark, List<Entry> files) {
        return spark.createDataFrame(
                files.stream()
                        .map(file -> RowFactory.create(file.path(), file.length(), file.modifiedMillis()))
                        .toList(),
                FILE);
    }

    /** Reads the mark below {@code output}; empty if there is none. */
    public static Optional<CorpusMark> read(SparkSession spark, Path output) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        var place = new Path(output, INPUTS);
        try {
            if (!place.getFileSystem(hadoop).exists(place)) {
                return Optional.empty();
            }
            Stored stored = JSON.readValue(TextFile.read(hadoop, place), Stored.class);
            Map<String, List<Entry>> files = new HashMap<>();
            for (Row row :
                    StoredTable.read(spark, COLUMNS, new Path(output, FILES)).collectAsList()) {
                files.computeIfAbsent(row.getString(3), any -> new ArrayList<>())
                        .add(new Entry(row.getString(0), row.getLong(1), row.getLong(2)));
            }
            Map<String, KnownFiles> known = new HashMap<>();
            files.forEach((name, entries) -> known.put(name, new KnownFiles(entries)));
            return Optional.of(new CorpusMark(stored.rules, stored.inputs, known));
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "%s: expected what a run has read, found %s. Remove the file; the next run then reads the whole corpus"
                            .formatted(place, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + place, e);
        }
    }
}
