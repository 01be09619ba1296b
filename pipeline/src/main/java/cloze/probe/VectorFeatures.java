package cloze.probe;

import static org.apache.spark.sql.functions.col;

import cloze.inference.VectorKind;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * One kind of vector of a network. Classifiers see each of its H numbers in units of its standard deviation, because
 * their scales differ and say nothing.
 *
 * @param subject the network and the kind
 * @param vectors persisted
 */
record VectorFeatures(Subject subject, Dataset<Row> vectors) implements Features {
    /**
     * Cuts one kind of vector out of those of a network.
     *
     * @param index of the kind in the array of vectors
     */
    static VectorFeatures of(Dataset<Row> all, String model, VectorKind kind, int index) {
        Dataset<Row> one = all.select(
                col(LabelledTexts.POSITION),
                col(LabelledTexts.LABEL),
                col(LabelledTexts.FOLD),
                col(LabelledTexts.RANKS),
                col(NetworkVectors.VECTORS).getItem(index).as(FEATURES));
        return new VectorFeatures(
                new Subject(model, kind.pooling().key(), kind.layer()),
                LabelledTexts.inOnePartition(one).persist(StorageLevel.MEMORY_AND_DISK()));
    }

    @Override
    public Dataset<Row> rows(Sample sample) {
        return vectors;
    }

    @Override
    public boolean isStandardised() {
        return true;
    }

    @Override
    public void close() {
        vectors.unpersist();
    }
}
