package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Sessions;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document that comes or goes changes no example of the others but for the partners of negatives, and every example leads back to its files. */
@Tag("spark")
class LineageTest {
    private static final String ADDED = "A stranger sold the red boat.\nNobody saw him on day 3.\nHe left.";

    @TempDir
    Path folder;

    /** What a prepare run wrote: an example by its id, a document's file and id by its document_id. */
    private record Prepared(Map<String, Example> examples, Map<String, String> documents) {}

    /**
     * One example.
     *
     * @param fields all columns by name, as text
     */
    private record Example(String split, Map<String, String> fields) {
        String get(String field) {
            return fields.get(field);
        }

        boolean isNext() {
            return get("next_sentence_labels").equals("0");
        }

        /** What belongs to the document alone: everything of a positive pair, split and label of a negative one. */
        String ofItsOwn() {
            return isNext() ? split + fields : split + get("document_id") + get("next_sentence_labels");
        }
    }

    private Prepared prepare(String name, Path input, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                SmallCorpus.prepare(input.toString(), folder.resolve(name).toString())));
        // Training masks are stored too, to be compared.
        arguments.addAll(List.of(SmallCorpus.settings("examples.dynamic-masking=false")));
        arguments.addAll(List.of(SmallCorpus.settings(settings)));
        CapturedJob run = CapturedJob.run(new PrepareJob(), arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        return read(folder.resolve(name));
    }

    private static Prepared read(Path output) throws IOException {
        try (SparkSession spark = Sessions.open("test")) {
            Map<String, Example> examples = new HashMap<>();
            for (String split : List.of("train", "validation")) {
                for (Row row :
                        spark.read().parquet(output + "/examples/" + split).collectAsList()) {
                    Map<String, String> fields = new TreeMap<>();
                    for (String name : row.schema().fieldNames()) {
                        fields.put(name, row.getAs(name).toString());
                    }
                    examples.put(fields.get("example_id"), new Example(split, fields));
                }
            }
            Map<String, String> documents = spark.read().parquet(output + "/documents").collectAsList().stream()
                    .collect(Collectors.toMap(
                            row -> row.getAs("document_id"),
                            row -> row.getAs("split") + " "
                                    + Path.of(row.<String>getAs("source")).getFileName() + " "
                                    + row.getAs("source_id")));
            return new Prepared(examples, documents);
        }
    }

    private static Map<String, String> ofTheirOwn(Prepared prepared, Predicate<String> documents) {
        Map<String, String> all = new TreeMap<>();
        prepared.examples().forEach((id, example) -> {
            if (documents.test(example.get("document_id"))) {
                all.put(id, example.ofItsOwn());
            }
        });
        return all;
    }

    private static Path jsonLines(Path file, List<String> texts) throws IOException {
        var json = new ObjectMapper();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add(json.writeValueAsString(Map.of("text", texts.get(i), "key", "doc-" + i)));
        }
        return Files.write(file, lines);
    }

    @Test
    void documentsThatComeAndGoLeaveTheOthersAsTheyAre() throws IOException {
        List<String> texts = Arrays.stream(
                        Files.readString(SmallCorpus.write(folder)).split("\n\n"))
                .map(String::strip)
                .toList();
        Path all = jsonLines(folder.resolve("all.jsonl"), texts);
        Path fewer =
                Files.writeString(folder.resolve("fewer.txt"), String.join("\n\n", texts.subList(1, texts.size())));
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.writeString(more.resolve("1.txt"), String.join("\r\n\r\n", texts.subList(20, texts.size())));
        Files.writeString(more.resolve("2.txt"), ADDED + "\n\n" + String.join("\n\n\n", texts.subList(0, 20)));

        Prepared before = prepare("all", all, "corpus.id-column=key");
        String vocabulary = "vocabulary.file=\"" + folder.resolve("all/vocab.txt") + "\"";
        Prepared removed = prepare("removed", fewer, vocabulary);
        Prepared added = prepare("added", more, vocabulary);

        List<String> gone = withoutThoseOf(before, removed);
        List<String> come = withoutThoseOf(added, before);
        assertThat(gone).hasSize(1);
        assertThat(come).hasSize(1);
        assertThat(ofTheirOwn(removed, document -> true))
                .hasSizeGreaterThan(40)
                .isEqualTo(ofTheirOwn(before, document -> !gone.contains(document)));
        assertThat(ofTheirOwn(added, document -> !come.contains(document)))
                .isEqualTo(ofTheirOwn(before, document -> true));
    }

    private static List<String> withoutThoseOf(Prepared larger, Prepared smaller) {
        return larger.documents().keySet().stream()
                .filter(id -> !smaller.documents().containsKey(id))
                .toList();
    }

    @Test
    void everyExampleLeadsBackToItsFilesAndIds() throws IOException {
        List<String> texts = Arrays.stream(
                        Files.readString(SmallCorpus.write(folder)).split("\n\n"))
                .map(String::strip)
                .toList();
        Path rows = jsonLines(folder.resolve("rows.jsonl"), texts);
        Prepared prepared = prepare(
                "rows",
                rows,
                "corpus.id-column=key",
                "corpus.input=[{path=\"" + rows + "\",weight=2}]",
                "examples.gates.max-duplicate-document-share=1");

        assertThat(prepared.examples().values()).isNotEmpty().allSatisfy(example -> {
            String own = prepared.documents().get(example.get("document_id"));
            String partner = prepared.documents().get(example.get("partner_document_id"));
            assertThat(own).matches(example.split() + " rows\\.jsonl doc-\\d+");
            assertThat(partner).matches(example.split() + " rows\\.jsonl doc-\\d+");
        });
        // Every document has a row, once if held out and twice if not, all with the id of their line.
        Map<String, Long> copies = prepared.documents().values().stream()
                .collect(Collectors.groupingBy(origin -> origin, Collectors.counting()));
        assertThat(copies).hasSize(texts.size()).allSatisfy((origin, count) -> assertThat(count)
                .isEqualTo(origin.startsWith("train") ? 2 : 1));
    }
}
