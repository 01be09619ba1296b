package cloze.classify;

import cloze.error.InvalidInputException;
import cloze.inference.ServedModel;
import cloze.release.ModelFolder;
import cloze.table.StoredPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.SparkSession;

/** Loads what {@link ClassifierWriter} saves. */
final class ClassifierReader extends MLReader<BertClassifierModel> {
    @Override
    public BertClassifierModel load(String path) {
        BertClassifierModel restored = new DefaultParamsReader<BertClassifierModel>().load(path);
        return restored.with(classifier(sparkSession(), path));
    }

    /**
     * Reads the model folder in {@code path}.
     *
     * @throws InvalidInputException if it is not that of a classifier
     */
    static ServedModel classifier(SparkSession spark, String path) {
        var place = StoredPath.of(path);
        try {
            var files = place.getFileSystem(spark.sparkContext().hadoopConfiguration());
            ModelFolder folder = ModelFolder.at(files, place);
            if (!folder.exists()) {
                throw new InvalidInputException(
                        "%s: expected the folder of a fine-tuned model with a config.json, found none".formatted(path));
            }
            return ServedModel.of(path, folder.classifier(), folder.tokenizer().tokenizer(folder.requireVocabulary()));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the classifier " + path, e);
        }
    }
}
