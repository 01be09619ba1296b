package cloze.probe;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import org.apache.spark.ml.feature.CountVectorizerModel;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.Normalizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Counts of words, each times its inverse document frequency, ln((n + 1) / (d + 1)) of d in n texts, as vectors of
 * length 1: the classic baseline of text classification. Words are those of BERT's basic tokenizer, lower-cased; those
 * of a second text are words of their own. The most frequent {@value #MOST_WORDS} words of the texts that a sample learns from
 * count, in the order of their frequency, then of their characters.
 *
 * <p>Spark's own CountVectorizer breaks ties of frequency in the order in which tasks finish, hence the vocabulary is
 * made here.
 *
 * @param words persisted
 */
record WordFeatures(Dataset<Row> words) implements Features {
    static final int MOST_WORDS = 20_000;

    private static final String WORDS = "words";
    private static final String COUNTS = "counts";
    private static final String WEIGHTED = "weighted";

    static WordFeatures of(LabelledTexts texts) {
        UDF2<String, String, String[]> split = Words::ofPair;
        Dataset<Row> words = texts.rows()
                .select(
                        col(LabelledTexts.POSITION),
                        col(LabelledTexts.LABEL),
                        col(LabelledTexts.FOLD),
                        col(LabelledTexts.RANKS),
                        udf(split, DataTypes.createArrayType(DataTypes.StringType))
                                .apply(col(LabelledTable.TEXT), col(LabelledTable.TEXT_B))
                                .as(WORDS));
        return new WordFeatures(LabelledTexts.inOnePartition(words).persist(StorageLevel.MEMORY_AND_DISK()));
    }

    @Override
    public Subject subject() {
        return Subject.of(Subject.TF_IDF);
    }

    @Override
    public Dataset<Row> rows(Sample sample) {
        Dataset<Row> learned = words.where(sample.isTraining());
        var counts =
                new CountVectorizerModel(vocabulary(learned)).setInputCol(WORDS).setOutputCol(COUNTS);
        var idf = new IDF().setInputCol(COUNTS).setOutputCol(WEIGHTED).fit(counts.transform(learned));
        var unit = new Normalizer().setInputCol(WEIGHTED).setOutputCol(FEATURES);
        return unit.transform(idf.transform(counts.transform(words)));
    }

    private static String[] vocabulary(Dataset<Row> learned) {
        List<Row> frequent = learned.select(explode(array_distinct(col(WORDS))).as(WORDS))
                .groupBy(WORDS)
                .agg(count(lit(1)).as(COUNTS))
                .orderBy(col(COUNTS).desc(), col(WORDS))
                .limit(MOST_WORDS)
                .collectAsList();
        // Texts without a word still have a vector, of zeros.
        return frequent.isEmpty()
                ? new String[] {""}
                : frequent.stream().map(row -> row.getString(0)).toArray(String[]::new);
    }

    /** Returns false: dividing by standard deviations would undo the inverse document frequencies. */
    @Override
    public boolean isStandardised() {
        return false;
    }

    @Override
    public void close() {
        words.unpersist();
    }
}
