package cloze.release;

import cloze.config.NetworkConfig;
import cloze.error.InvalidInputException;
import cloze.train.checkpoint.CheckpointFolder;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * A checkpoint, either in the output of the run that wrote it or moved elsewhere. Only the run's output contains the
 * vocabulary.
 *
 * @param checkpoint folder of the checkpoint
 */
public record CheckpointModel(CheckpointFolder checkpoint) implements TrainedModel {
    @Override
    public Path path() {
        return checkpoint.path();
    }

    /** Returns the output folder of the run, two levels above the checkpoint. */
    public Path runFolder() {
        return checkpoint.path().getParent().getParent();
    }

    @Override
    public NetworkConfig network() throws IOException {
        return checkpoint.info().network();
    }

    @Override
    public void check() throws IOException {
        checkpoint.info();
    }

    @Override
    public ModelWeights weights(long seed) throws IOException {
        return new ModelWeights(network(), checkpoint.parameters(), Set.of());
    }

    @Override
    public Path vocabularyFile() {
        return new Path(runFolder(), FolderTokenizer.VOCABULARY);
    }

    @Override
    public Optional<Vocabulary> vocabulary() throws IOException {
        Path file = vocabularyFile();
        return checkpoint.files().exists(file)
                ? Optional.of(new VocabularyFile(file).read(checkpoint.files().getConf()))
                : Optional.empty();
    }

    @Override
    public Optional<PublishedTokenizer> statedTokenizer() throws IOException {
        return ModelFolder.at(checkpoint.files(), runFolder())
                .statedTokenizer()
                .map(PublishedTokenizer::withOwnLongestWord);
    }

    @Override
    public PublishedTokenizer tokenizer() throws IOException {
        return statedTokenizer()
                .orElseThrow(() -> new InvalidInputException(
                        "%s: expected %s in the run's output %s, found none; create it with {\"do_lower_case\": true}, or false"
                                .formatted(path(), TokenizerConfigJson.FILE, runFolder())));
    }

    @Override
    public String run() throws IOException {
        return checkpoint.info().run();
    }

    @Override
    public int step() throws IOException {
        return checkpoint.info().step();
    }
}
