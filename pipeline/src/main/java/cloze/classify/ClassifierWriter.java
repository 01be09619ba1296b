package cloze.classify;

import cloze.inference.ServedModel;
import cloze.release.ModelFolder;
import cloze.release.PublishedTokenizer;
import cloze.table.StoredPath;
import cloze.token.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/**
 * Saves a classifier: a model folder in the layout of transformers, and Spark ML's {@code metadata} beside it. The metadata
 * is written last, so a folder that can be loaded is complete.
 */
final class ClassifierWriter extends MLWriter {
    private final BertClassifierModel model;

    ClassifierWriter(BertClassifierModel model) {
        this.model = model;
    }

    @Override
    public void saveImpl(String path) {
        ServedModel classifier = model.classifier();
        Tokenizer tokenizer = classifier.tokenizer();
        var folder = StoredPath.of(path);
        try {
            ModelFolder.at(folder.getFileSystem(sparkSession().sparkContext().hadoopConfiguration()), folder)
                    .write(
                            classifier.weights(),
                            tokenizer.vocabulary(),
                            new PublishedTokenizer(tokenizer.casing(), tokenizer.added(), tokenizer.longestWord()));
        } catch (IOException e) {
            throw new UncheckedIOException("Saving the classifier to " + path, e);
        }
        new DefaultParamsWriter(model).saveImpl(path);
    }
}
