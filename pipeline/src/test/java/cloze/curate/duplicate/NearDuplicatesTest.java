package cloze.curate.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.curate.PlantedCopies;
import cloze.dataset.DocumentId;
import cloze.testing.SparkSessionExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class NearDuplicatesTest {
    private static final int SHINGLE_WORDS = 3;
    private static final NearDuplicates STAGE = new NearDuplicates(0.8, SHINGLE_WORDS);

    @TempDir
    Path folder;

    private static Map<String, Double> found(SparkSession spark, List<String> texts) {
        Dataset<Row> documents = PlantedCopies.documents(spark, texts);
        Map<String, Double> pairs = new HashMap<>();
        STAGE.verified(STAGE.candidates(documents).cache(), documents)
                .select(NearDuplicates.FIRST, NearDuplicates.SECOND, NearDuplicates.JACCARD)
                .collectAsList()
                .forEach(row -> pairs.put(row.getString(0) + " " + row.getString(1), row.getDouble(2)));
        return pairs;
    }

    /** Compares every text with every other. */
    private static Map<String, Double> bruteForce(List<String> texts) {
        List<String> ids =
                texts.stream().map(text -> DocumentId.of(text).toString()).toList();
        List<long[]> shingles =
                texts.stream().map(text -> Shingles.of(text, SHINGLE_WORDS)).toList();
        Map<String, Double> pairs = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            for (int j = i + 1; j < texts.size(); j++) {
                double jaccard = Shingles.jaccard(shingles.get(i), shingles.get(j));
                if (jaccard >= STAGE.jaccard()) {
                    boolean ordered = ids.get(i).compareTo(ids.get(j)) < 0;
                    pairs.put(ordered ? ids.get(i) + " " + ids.get(j) : ids.get(j) + " " + ids.get(i), jaccard);
                }
            }
        }
        return pairs;
    }

    @Test
    @Tag("platform")
    void findsWhatComparingAllPairsFinds(SparkSession spark) {
        List<String> texts = PlantedCopies.texts(2_000, 11);
        Map<String, Double> expected = bruteForce(texts);

        Map<String, Double> found = found(spark, texts);

        assertThat(expected).hasSizeGreaterThan(500).hasSizeLessThan(1_000);
        assertThat(expected).containsAllEntriesOf(found);
        assertThat(found.size()).isGreaterThanOrEqualTo((int) Math.ceil(0.995 * expected.size()));
    }

    /** One bucket with all documents in every band: linear work, and still one cluster. */
    @Test
    void aLargeClusterIsLinkedWithoutComparingAllPairs(SparkSession spark) {
        int size = 2_000;
        List<String> texts = IntStream.range(0, size)
                .mapToObj(i -> PlantedCopies.variant(400, "x" + i))
                .toList();
        Dataset<Row> documents = PlantedCopies.documents(spark, texts);

        Dataset<Row> candidates = STAGE.candidates(documents).cache();

        assertThat(candidates.count()).isLessThan(50L * size);
        Dataset<Row> clusters = Clusters.of(STAGE.verified(candidates, documents), hadoop("large"));
        assertThat(clusters.count()).isEqualTo(size);
        assertThat(clusters.select(Clusters.CLUSTER).distinct().count()).isEqualTo(1);
    }

    private org.apache.hadoop.fs.Path hadoop(String name) {
        return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    }

    /** A chain, a star, a ring and a pair, with ids in no order. */
    @Test
    void clustersAreConnectedComponents(SparkSession spark) {
        List<Row> pairs = new ArrayList<>();
        List<Set<String>> expected = new ArrayList<>();
        expected.add(component(
                pairs,
                "chain",
                IntStream.range(0, 60).mapToObj(i -> new int[] {i, i + 1}).toList()));
        expected.add(component(
                pairs,
                "star",
                IntStream.range(1, 40).mapToObj(i -> new int[] {7, 100 + i}).toList()));
        expected.add(component(
                pairs,
                "ring",
                IntStream.range(0, 30)
                        .mapToObj(i -> new int[] {i, (i + 1) % 30})
                        .toList()));
        expected.add(component(pairs, "pair", List.of(new int[] {1, 2})));
        var schema = new StructType()
                .add(NearDuplicates.FIRST, DataTypes.StringType)
                .add(NearDuplicates.SECOND, DataTypes.StringType);

        Map<String, Set<String>> found = new HashMap<>();
        Clusters.of(spark.createDataFrame(pairs, schema), hadoop("shapes"))
                .collectAsList()
                .forEach(row -> found.computeIfAbsent(row.getString(1), label -> new HashSet<>())
                        .add(row.getString(0)));

        assertThat(found.values()).containsExactlyInAnyOrderElementsOf(expected);
        found.forEach((label, members) -> assertThat(label)
                .isEqualTo(members.stream().min(String::compareTo).orElseThrow()));
    }

    private static Set<String> component(List<Row> pairs, String name, List<int[]> edges) {
        Set<String> members = new HashSet<>();
        for (int[] edge : edges) {
            // A hash, so that neighbours are not neighbours in the order of ids.
            String first = DocumentId.of(name + edge[0]).toString();
            String second = DocumentId.of(name + edge[1]).toString();
            members.add(first);
            members.add(second);
            boolean ordered = first.compareTo(second) < 0;
            pairs.add(ordered ? RowFactory.create(first, second) : RowFactory.create(second, first));
        }
        return members;
    }
}
