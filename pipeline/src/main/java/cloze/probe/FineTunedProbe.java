package cloze.probe;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import cloze.classify.BertClassifier;
import cloze.classify.BertClassifierModel;
import cloze.config.probe.FineTuneConfig;
import cloze.config.probe.ProbeConfig;
import cloze.probe.LinearProbe.Outcome;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fine-tunes all weights of a model on the texts that a sample learns from.
 *
 * @param texts divided
 * @param probe columns and settings
 * @param model path of the model
 * @param seed of the first sample's draws; the others have the seeds after it
 */
record FineTunedProbe(LabelledTexts texts, ProbeConfig probe, String model, long seed) {
    private static final String PREDICTION = "prediction";

    /** Learns and measures. */
    Outcome measure(Sample sample) {
        Dataset<Row> learned = texts.rows().where(sample.isTraining());
        BertClassifierModel fitted = classifier(sample).fit(learned);
        long[][] counts = new long[texts.labels().size()][texts.labels().size()];
        fitted.transform(texts.rows().where(sample.isHeldOut()))
                .groupBy(col(LabelledTexts.LABEL), col(PREDICTION))
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> counts[row.getInt(0)][Integer.parseInt(row.getString(1))] = row.getLong(2));
        return new Outcome(sample.fold(), new Confusion(counts), Double.NaN, learned.count());
    }

    private BertClassifier classifier(Sample sample) {
        FineTuneConfig settings = probe.fineTune();
        var classifier = new BertClassifier()
                .setModel(model)
                .setTextCol(LabelledTable.TEXT)
                .setLabelCol(LabelledTexts.LABEL)
                .setPredictionCol(PREDICTION)
                .setMaxSeqLength(probe.maxSeqLength())
                .setLearningRate(settings.learningRate())
                .setEpochs(settings.epochs())
                .setTrainBatchSize(settings.trainBatchSize())
                .setWorkers(settings.workers())
                .setAveragingFrequency(settings.averagingFrequency())
                .setSeed(seed + sample.draw());
        return probe.hasPairs() ? classifier.setTextBCol(LabelledTable.TEXT_B) : classifier;
    }
}
