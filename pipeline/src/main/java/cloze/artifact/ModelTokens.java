package cloze.artifact;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import cloze.release.PublishedTokenizer;
import cloze.release.TrainedModel;
import cloze.vocabulary.AddedToken;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Compares how a model and a prepare run cut text. A model without a vocabulary, such as a checkpoint moved out of its
 * run, cannot be compared. The longest word that is cut into pieces does not count: it only turns some words of more than
 * 100 characters into [UNK].
 *
 * @param model the model
 * @param prepared output of the prepare run
 * @param hadoop configuration of the file systems
 */
record ModelTokens(TrainedModel model, Path prepared, Configuration hadoop) {
    /**
     * @param vocabulary pieces of the examples
     * @param tokenizer with which the examples were cut
     * @throws InvalidInputException if vocabularies, casing or added tokens differ
     */
    void require(Vocabulary vocabulary, PublishedTokenizer tokenizer) throws IOException {
        Optional<Vocabulary> trained = model.vocabulary();
        if (trained.isPresent() && !trained.get().equals(vocabulary)) {
            throw new InvalidInputException(
                    "model = %s was trained with the %d pieces of %s, expected those of the examples, %d pieces of %s/vocab.txt; %s"
                            .formatted(
                                    model.path(),
                                    trained.get().size(),
                                    model.vocabularyFile(),
                                    vocabulary.size(),
                                    prepared,
                                    advice(trained.get())));
        }
        Optional<PublishedTokenizer> stated = model.statedTokenizer();
        if (stated.isPresent()) {
            requireCasing(stated.get().casing(), tokenizer.casing());
            requireAdded(stated.get().ownTokens(), tokenizer.ownTokens());
        }
    }

    /** Says how to prepare examples with {@code pieces}. Only a vocab.txt with all of them can be a vocabulary.file. */
    private String advice(Vocabulary pieces) throws IOException {
        Path file = model.vocabularyFile();
        boolean isComplete = file.getName().endsWith(".txt")
                && new VocabularyFile(file).read(hadoop).size() == pieces.size();
        return isComplete
                ? "prepare the examples with vocabulary.file = %s".formatted(file)
                : "import the model, and prepare the examples with vocabulary.file = the vocab.txt of the import";
    }

    private void requireCasing(Casing trained, Casing cut) {
        if (trained != cut) {
            boolean lower = trained == Casing.LOWER;
            throw new InvalidInputException(
                    "model = %s was trained on %s text, the examples of %s are of %s text; prepare the examples with vocabulary.do-lower-case = %s"
                            .formatted(
                                    model.path(),
                                    lower ? "lower-cased" : "cased",
                                    prepared,
                                    lower ? "cased" : "lower-cased",
                                    lower));
        }
    }

    private void requireAdded(List<AddedToken> trained, List<AddedToken> cut) {
        Set<AddedToken> expected =
                new HashSet<>(trained.stream().map(AddedToken::rule).toList());
        if (expected.equals(new HashSet<>(cut.stream().map(AddedToken::rule).toList()))) {
            return;
        }
        List<String> foreign = trained.stream()
                .filter(token -> !token.cutsLike(AddedToken.reserved(token.content())))
                .map(AddedToken::content)
                .toList();
        throw new InvalidInputException("model = %s has the added tokens %s, the examples of %s were cut with %s; %s"
                .formatted(
                        model.path(),
                        contents(trained),
                        prepared,
                        contents(cut),
                        foreign.isEmpty()
                                ? "prepare the examples with vocabulary.reserved-pieces = " + contents(trained)
                                : "prepare cannot cut text with %s, which are found within words or in normalised text: remove them from the model's tokenizer files to train without them"
                                        .formatted(foreign)));
    }

    private static List<String> contents(List<AddedToken> tokens) {
        return tokens.stream().map(token -> '"' + token.content() + '"').toList();
    }
}
