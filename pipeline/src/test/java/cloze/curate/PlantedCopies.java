package cloze.curate;

import cloze.dataset.DocumentId;
import cloze.dataset.Documents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Texts of random words, some of which are copies of others with a share of their words changed. */
public final class PlantedCopies {
    private static final double[] CHANGED = {0.01, 0.02, 0.05, 0.2};
    private static final int WORDS = 20_000;
    private static final int SHORTEST = 60;
    private static final int LONGEST = 200;

    private PlantedCopies() {}

    /** {@code count} texts, followed by a copy of every second one. The shares of changed words take turns. */
    public static List<String> texts(int count, long seed) {
        var random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] words =
                    random.ints(random.nextInt(SHORTEST, LONGEST), 0, WORDS).toArray();
            texts.add(text(words));
            if (i % 2 == 0) {
                texts.add(text(changed(words, CHANGED[i / 2 % CHANGED.length], random)));
            }
        }
        return texts;
    }

    private static int[] changed(int[] words, double share, SplittableRandom random) {
        int[] changed = words.clone();
        for (int i = 0; i < Math.max(1, share * words.length); i++) {
            changed[random.nextInt(words.length)] = random.nextInt(WORDS);
        }
        return changed;
    }

    private static String text(int[] words) {
        return Arrays.stream(words).mapToObj(word -> "w" + word).collect(Collectors.joining(" "));
    }

    /** Rows of documents, one for each text, all of them for training. Equal texts must not occur. */
    public static Dataset<Row> documents(SparkSession spark, List<String> texts) {
        return spark.createDataset(
                        texts.stream()
                                .map(text ->
                                        RowFactory.create(DocumentId.of(text).toString(), Documents.TRAIN, text))
                                .toList(),
                        Documents.CONTRACT.encoder())
                .toDF();
    }

    /** The first {@code words} words of a text, and then {@code last}. */
    public static String variant(int words, String last) {
        return IntStream.range(0, words).mapToObj(word -> "v" + word).collect(Collectors.joining(" ")) + " " + last;
    }
}
