package cloze.jobs;

import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.train.CheckpointFolder;
import cloze.train.CheckpointStore;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The checkpoint a user means by {@code model}. */
final class Model {
    private Model() {}

    /**
     * A checkpoint's own folder, or the checkpoint that is a pretrain output's result: the newest, or the best of a run that may stop early.
     *
     * @throws InvalidConfigException when none is named
     * @throws InvalidInputException when there is no checkpoint
     */
    static CheckpointFolder checkpoint(Configuration hadoop, String model) throws IOException {
        if (model.isEmpty()) {
            throw new InvalidConfigException(
                    List.of("model = \"\": must name a checkpoint, or the output of a pretrain run"));
        }
        var path = new Path(model);
        FileSystem files = path.getFileSystem(hadoop);
        if (CheckpointFolder.isAt(files, path)) {
            return new CheckpointFolder(files, path);
        }
        Optional<CheckpointFolder> result = CheckpointStore.of(path, hadoop).result();
        return result.orElseThrow(
                () -> new InvalidInputException("model = %s: expected a checkpoint or a pretrain output, found %s"
                        .formatted(model, describe(files, path))));
    }

    /**
     * Fails when the run that made the model had other pieces than the examples: its rows of the embedding table would stand for others.
     * A checkpoint that was moved away from its run cannot be checked.
     *
     * @throws InvalidInputException when the vocabularies differ
     */
    static void requireVocabulary(Configuration hadoop, CheckpointFolder checkpoint, Examples examples)
            throws IOException {
        Path run = checkpoint.path().getParent().getParent();
        var file = new Path(run, "vocab.txt");
        if (!checkpoint.files().exists(file)) {
            return;
        }
        Vocabulary trained = VocabularyFile.at(file.toString()).read(hadoop);
        if (!trained.equals(examples.vocabulary())) {
            throw new InvalidInputException(
                    "model = %s was trained with the %d pieces of %s, expected those of the examples, %d pieces of %s/vocab.txt; prepare the examples with vocabulary.file = %s"
                            .formatted(
                                    checkpoint.path(),
                                    trained.size(),
                                    file,
                                    examples.vocabulary().size(),
                                    examples.prepared(),
                                    file));
        }
    }

    private static String describe(FileSystem files, Path path) {
        try {
            return files.exists(path) ? "a folder without checkpoints" : "no such path";
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }
}
