package cloze.benchmark;

import cloze.dataset.DocumentId;
import cloze.dataset.Documents;
import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Paragraphs of a corpus, every second one followed by a copy in which 1, 2, 5 or 20 % of the words are replaced.
 *
 * @param seed the run's seed
 */
record AlteredCopies(long seed) {
    private static final int MOST_TEXTS = 50_000;
    private static final int FEWEST_WORDS = 40;
    private static final double[] SHARES = {0.01, 0.02, 0.05, 0.2};

    /** Returns paragraphs of {@code documents} and their copies, at most {@value #MOST_TEXTS}, no two of them equal. */
    List<String> of(List<String> documents) {
        Set<String> texts = new LinkedHashSet<>();
        int paragraphs = 0;
        for (String document : documents) {
            for (String paragraph : document.lines().toList()) {
                String[] words = paragraph.strip().split("\\s+", -1);
                if (words.length >= FEWEST_WORDS && texts.size() < MOST_TEXTS - 1) {
                    texts.add(String.join(" ", words));
                    if (paragraphs++ % 2 == 0) {
                        texts.add(altered(words, SHARES[paragraphs / 2 % SHARES.length], paragraphs));
                    }
                }
            }
        }
        return new ArrayList<>(texts);
    }

    private String altered(String[] words, double share, int paragraph) {
        SplittableRandom random = Seeds.forRow(seed, "altered copy", paragraph);
        String[] altered = words.clone();
        for (int i = 0; i < Math.max(1, Math.round(share * words.length)); i++) {
            altered[random.nextInt(words.length)] = "other" + random.nextInt(1_000);
        }
        return String.join(" ", altered);
    }

    /** Makes training documents of {@code texts}. */
    static Dataset<Row> documents(SparkSession spark, List<String> texts) {
        List<Row> rows = texts.stream()
                .map(text -> RowFactory.create(DocumentId.of(text).toString(), Documents.TRAIN, text))
                .toList();
        return spark.createDataset(rows, Documents.CONTRACT.encoder())
                .toDF()
                .repartition(spark.sparkContext().defaultParallelism())
                .cache();
    }
}
