package cloze.curate;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.RunConfig;
import cloze.config.curate.PersonalDataConfig.Kind;
import cloze.config.hocon.ConfigLoader;
import cloze.dataset.DocumentId;
import cloze.dataset.Documents;
import cloze.dataset.Verdicts;
import cloze.stage.Progress;
import cloze.testing.SparkSessionExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class CurateDocumentsTest {
    private static final List<String> BLOCKED = List.of("grumblesnort", "", "Utter, utter nonsense");
    private static final String DUPLICATES =
            "curate { exact-duplicates = true, near-duplicates { remove = true, shingle-words = 3 } }";

    @TempDir
    Path folder;

    private static Row document(String text) {
        return document(text, 1, Documents.TRAIN);
    }

    private static Row document(String text, int occurrence, String split) {
        DocumentId first = DocumentId.of(text);
        return RowFactory.create(new DocumentId(first.high(), first.low(), occurrence).toString(), split, text);
    }

    private static String id(String text) {
        return DocumentId.of(text).toString();
    }

    private static Dataset<Row> documents(SparkSession spark, List<Row> rows) {
        return spark.createDataset(rows, Documents.CONTRACT.encoder()).toDF();
    }

    private Map<String, Row> verdicts(Dataset<Row> documents, Set<String> released, String... settings) {
        return verdicts(documents, released, Map.of(), settings);
    }

    /** Verdicts by document. */
    private Map<String, Row> verdicts(
            Dataset<Row> documents, Set<String> released, Map<String, Dataset<Row>> sets, String... settings) {
        Map<String, Row> verdicts = new TreeMap<>();
        curated(documents, released, sets, settings)
                .verdicts()
                .collectAsList()
                .forEach(row -> verdicts.put(row.getString(0), row));
        return verdicts;
    }

    private Curated curated(
            Dataset<Row> documents, Set<String> released, Map<String, Dataset<Row>> sets, String... settings) {
        RunConfig config = ConfigLoader.load(Optional.empty(), List.of(settings));
        Map<Kind, String> replacements = config.curate().pii().replacements(List.of());
        FileUtil.fullyDelete(folder.resolve("scratch").toFile());
        return new CurateDocuments(config.curate(), replacements, released, BLOCKED, sets)
                .run(
                        documents,
                        new org.apache.hadoop.fs.Path(folder.resolve("scratch").toUri()),
                        Progress.SILENT);
    }

    private static String rule(Map<String, Row> verdicts, String id) {
        return verdicts.get(id).getAs(Verdicts.RULE);
    }

    private static String verdict(Map<String, Row> verdicts, String id) {
        return verdicts.get(id).getAs(Verdicts.VERDICT);
    }

    @Test
    void theResultDoesNotDependOnPartitionsOrOrder(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        PlantedCopies.texts(150, 3).forEach(text -> rows.add(document(text)));
        IntStream.range(0, 40).forEach(i -> rows.add(document(PlantedCopies.variant(200, "x" + i))));
        IntStream.rangeClosed(2, 30)
                .forEach(i -> rows.add(document(PlantedCopies.variant(200, "x1"), i, Documents.TRAIN)));
        Map<String, Row> expected = verdicts(documents(spark, rows).coalesce(1), Set.of(), DUPLICATES);
        assertThat(expected.values().stream().filter(row -> row.getAs(Verdicts.RULE) != null))
                .hasSizeGreaterThan(90);

        for (int partitions : List.of(7, 64)) {
            Collections.shuffle(rows, new Random(partitions));

            assertThat(verdicts(documents(spark, rows).repartition(partitions), Set.of(), DUPLICATES))
                    .isEqualTo(expected);
        }
    }

    @Test
    void theLongestOfACLusterStays(SparkSession spark) {
        String shorter = PlantedCopies.variant(100, "a");
        String longest = PlantedCopies.variant(100, "abc");
        String other = PlantedCopies.variant(100, "b");
        String unlike = "something else altogether";

        Map<String, Row> verdicts = verdicts(
                documents(spark, List.of(document(shorter), document(longest), document(other), document(unlike))),
                Set.of(),
                DUPLICATES);

        assertThat(verdict(verdicts, id(longest))).isEqualTo(Verdicts.KEPT);
        assertThat(verdict(verdicts, id(unlike))).isEqualTo(Verdicts.KEPT);
        for (String text : List.of(shorter, other)) {
            Row row = verdicts.get(id(text));
            assertThat(row.<String>getAs(Verdicts.VERDICT)).isEqualTo(Verdicts.DROPPED);
            assertThat(row.<String>getAs(Verdicts.RULE)).isEqualTo(Rules.NEAR_DUPLICATE);
            assertThat(row.<String>getAs(Verdicts.KEPT_DOCUMENT_ID)).isEqualTo(id(longest));
            assertThat(row.<Double>getAs(Verdicts.VALUE)).isBetween(0.97, 0.99);
            assertThat(row.<Double>getAs(Verdicts.LIMIT)).isEqualTo(0.8);
        }
    }

    @Test
    void copiesNameTheDocumentThatStays(SparkSession spark) {
        List<Row> rows = List.of(
                document("one text", 1, Documents.TRAIN),
                document("one text", 2, Documents.TRAIN),
                document("one text", 3, Documents.TRAIN));

        Map<String, Row> verdicts = verdicts(documents(spark, rows), Set.of(), "curate.exact-duplicates = true");

        assertThat(verdict(verdicts, id("one text"))).isEqualTo(Verdicts.KEPT);
        for (String copy : List.of("-2", "-3")) {
            Row row = verdicts.get(id("one text") + copy);
            assertThat(row.<String>getAs(Verdicts.RULE)).isEqualTo(Rules.EXACT_DUPLICATE);
            assertThat(row.<String>getAs(Verdicts.KEPT_DOCUMENT_ID)).isEqualTo(id("one text"));
        }
    }

    @Test
    void noTrainingDocumentIsANearDuplicateOfAHeldOutOne(SparkSession spark) {
        String heldOut = PlantedCopies.variant(100, "a");
        String trained = PlantedCopies.variant(100, "bcd");
        String both = PlantedCopies.variant(100, "e") + " and more";
        List<Row> rows = List.of(
                document(heldOut, 1, Documents.VALIDATION),
                document(both, 1, Documents.VALIDATION),
                document(trained),
                document("another training document"));

        Map<String, Row> verdicts = verdicts(
                documents(spark, rows),
                Set.of(),
                "curate { exact-duplicates = true, decontaminate.validation = true, near-duplicates.shingle-words = 3 }");

        assertThat(rule(verdicts, id(trained))).isEqualTo(Rules.VALIDATION_LEAK);
        assertThat(verdicts.values().stream()
                        .filter(row -> row.getAs(Verdicts.VERDICT).equals(Verdicts.KEPT)))
                .hasSize(3);
    }

    @Test
    void aTextOfAnEvaluationSetIsLeftOut(SparkSession spark) {
        String question = "What is the name of the highest mountain in the whole wide world?";
        String contaminated = "He asked: what is the Name of the highest mountain in the WHOLE wide world, and left.";
        String near = "He asked what is the name of the highest mountain in the wide world.";
        Map<String, Dataset<Row>> sets = Map.of("questions", documents(spark, List.of(document(question))));

        Map<String, Row> verdicts = verdicts(
                documents(spark, List.of(document(contaminated), document(near))),
                Set.of(),
                sets,
                "curate.decontaminate { sets = [questions], n-gram = 11 }");

        assertThat(rule(verdicts, id(contaminated))).isEqualTo(Rules.CONTAMINATED);
        assertThat(verdicts.get(id(contaminated)).<String>getAs(Verdicts.DETAIL))
                .isEqualTo("questions");
        assertThat(verdicts.get(id(contaminated)).<Double>getAs(Verdicts.VALUE)).isEqualTo(3);
        assertThat(rule(verdicts, id(near))).isNull();
    }

    @Test
    void aDocumentWithABlockedWordOrPhraseIsLeftOut(SparkSession spark) {
        Row word = document("Some say that Grumblesnort is no word for children.");
        Row phrase = document("He fell. UTTER, utter nonsense! They laughed at utter, utter nonsense of his.");
        Row part = document("A grumblesnorting crowd utters nonsense.");

        Map<String, Row> verdicts =
                verdicts(documents(spark, List.of(word, phrase, part)), Set.of(), "curate.exact-duplicates=true");

        assertThat(rule(verdicts, word.getString(0))).isEqualTo("blocked-words");
        assertThat(rule(verdicts, phrase.getString(0))).isEqualTo("blocked-words");
        assertThat(verdicts.get(phrase.getString(0)).<Double>getAs(Verdicts.VALUE))
                .isEqualTo(2);
        assertThat(rule(verdicts, part.getString(0))).isNull();
    }

    @Test
    void aReleasedDocumentIsKept(SparkSession spark) {
        String shorter = PlantedCopies.variant(100, "a");
        String longest = PlantedCopies.variant(100, "abc");
        Dataset<Row> documents = documents(spark, List.of(document(shorter), document(longest), document("x { y")));
        String[] settings = {DUPLICATES, "curate.rules.c4.max-curly-brackets = 0"};
        assertThat(rule(verdicts(documents, Set.of(), settings), id("x { y"))).isEqualTo("c4.max-curly-brackets");

        Map<String, Row> verdicts = verdicts(documents, Set.of(id(shorter), id("x { y")), settings);

        assertThat(rule(verdicts, id("x { y"))).isNull();
        assertThat(rule(verdicts, id(shorter))).isNull();
        assertThat(verdicts.get(id(longest)).<String>getAs(Verdicts.KEPT_DOCUMENT_ID))
                .isEqualTo(id(shorter));
    }

    @Test
    void whatHappensToABrokenDocumentIsChosen(SparkSession spark) {
        Dataset<Row> documents =
                documents(spark, List.of(document("a { b"), document("fine"), document("fine", 2, Documents.TRAIN)));
        String rules = "curate { exact-duplicates = true, rules.c4.max-curly-brackets = 0 }";

        Curated quarantined = curated(documents, Set.of(), Map.of(), rules, "curate.on-breach = quarantine");
        assertThat(quarantined.quarantined().select(Documents.TEXT).collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("a { b");
        assertThat(quarantined.kept().count()).isEqualTo(1);

        Curated dropped = curated(documents, Set.of(), Map.of(), rules);
        assertThat(dropped.quarantined().count()).isZero();
        assertThat(dropped.kept().count()).isEqualTo(1);

        Curated warned = curated(documents, Set.of(), Map.of(), rules, "curate.on-breach = warn");
        assertThat(warned.kept().count()).isEqualTo(3);
        assertThat(Arrays.stream(
                        (Row[]) warned.verdicts().where("rule is not null").collect()))
                .hasSize(2);
    }

    @Test
    void personalDataIsReplacedInWhatIsKept(SparkSession spark) {
        Dataset<Row> documents = documents(spark, List.of(document("Write to a@b.org."), document("Call 8.8.8.8.")));

        Curated curated = curated(
                documents,
                Set.of(),
                Map.of(),
                "curate.pii { email = replace, replace-with.email = \"<mail>\", ip-address = drop }");

        assertThat(curated.kept().collectAsList())
                .extracting(row -> row.getString(0), row -> row.getString(2))
                .containsExactly(org.assertj.core.groups.Tuple.tuple(id("Write to a@b.org."), "Write to <mail>."));
        assertThat(rule(verdicts(documents, Set.of(), "curate.pii.ip-address = drop"), id("Call 8.8.8.8.")))
                .isEqualTo("pii.ip-address");
    }
}
