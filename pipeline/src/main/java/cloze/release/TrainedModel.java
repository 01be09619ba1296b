package cloze.release;

import cloze.config.NetworkConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** A network with its weights, wherever they lie. */
public sealed interface TrainedModel permits CheckpointModel, ModelFolder {
    /** The folder it lies in. */
    Path path();

    /** Its network, without reading weights. */
    NetworkConfig network() throws IOException;

    /**
     * Finds what is wrong with it as far as can be seen without reading weights.
     *
     * @throws InvalidInputException when it is no model of this program's
     * @throws CorruptArtifactException when it is damaged
     */
    void check() throws IOException;

    /**
     * The network with its weights.
     *
     * @param seed of the start values of a head it lacks
     */
    ModelWeights weights(long seed) throws IOException;

    /** Where its pieces lie, if they do. */
    Path vocabularyFile();

    /** Its pieces, where they lie beside it. */
    Optional<Vocabulary> vocabulary() throws IOException;

    /** How text becomes its pieces, where that stands beside it. */
    Optional<PublishedTokenizer> statedTokenizer() throws IOException;

    /**
     * How text becomes its pieces.
     *
     * @throws InvalidInputException when it cannot be known
     */
    PublishedTokenizer tokenizer() throws IOException;

    /** Fingerprint of the run that made it; empty for a model of other origin. */
    String run() throws IOException;

    /** Steps it was trained for, as far as is known. */
    int step() throws IOException;
}
