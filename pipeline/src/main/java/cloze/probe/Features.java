package cloze.probe;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a classifier learns from. */
interface Features extends AutoCloseable {
    /** The column with a vector for each text. */
    String FEATURES = "features";

    Subject subject();

    /**
     * Returns the texts of {@code sample} in one partition, in the order of contents, with {@link #FEATURES} beside the
     * columns of {@link LabelledTexts} except the texts. May hold other texts too. Features may depend on the texts
     * that the sample learns from, never on those it is measured on.
     */
    Dataset<Row> rows(Sample sample);

    /** Returns whether each feature is divided by its standard deviation before the penalty applies. */
    boolean isStandardised();

    /** Frees what is kept for further samples. */
    @Override
    void close();
}
