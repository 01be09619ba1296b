package cloze.classify;

import cloze.config.NetworkConfig.Kind;
import cloze.error.InvalidInputException;
import cloze.release.ModelPart;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.token.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that fine-tuning starts from.
 *
 * @param weights its weights
 * @param tokenizer how it reads text
 */
record PretrainedBert(ModelWeights weights, Tokenizer tokenizer) {
    private static final Logger LOG = LoggerFactory.getLogger(PretrainedBert.class);

    /**
     * Reads the model in {@code path}; see {@link TrainedModel#at}.
     *
     * @param seed for the pooler of a model that has none
     * @throws InvalidInputException if there is none, it has no vocabulary, or is not of kind bert
     */
    static PretrainedBert open(Configuration hadoop, String path, long seed) {
        try {
            TrainedModel model = TrainedModel.at(hadoop, path);
            if (model.network().kind() != Kind.BERT) {
                throw new InvalidInputException(
                        "%s: expected a network of kind bert, found the seed experiment's, which has no [CLS] to classify by"
                                .formatted(path));
            }
            Tokenizer tokenizer = model.tokenizer().tokenizer(model.requireVocabulary());
            ModelWeights weights = model.weights(seed);
            if (weights.drawn().contains(ModelPart.POOLER)) {
                LOG.warn("{} has no {}: it starts from random weights", path, ModelPart.POOLER);
            }
            return new PretrainedBert(weights, tokenizer);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the model " + path, e);
        }
    }

    /** Returns the maximum number of tokens of an example, including specials. */
    int longest() {
        return weights.network().maxPositionEmbeddings();
    }
}
