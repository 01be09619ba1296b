package cloze.evaluate;

import cloze.config.CorpusConfig;
import cloze.corpus.stories.StoryLanguage;
import cloze.corpus.stories.WordClass;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The word class of each piece, if the corpus is of a generated language that defines word classes. */
final class PieceClasses implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HashMap<Integer, WordClass> classes = new HashMap<>();

    PieceClasses(Map<Integer, WordClass> classes) {
        this.classes.putAll(classes);
    }

    /** Returns the classes of the words of the corpus; empty if its language defines none. */
    static PieceClasses of(CorpusConfig corpus, Vocabulary vocabulary) {
        Map<Integer, WordClass> classes = new HashMap<>();
        StoryLanguage.of(corpus.generator().kind()).ifPresent(language -> language.wordClasses()
                .forEach((word, wordClass) -> vocabulary.id(word).ifPresent(id -> classes.put(id, wordClass))));
        return new PieceClasses(classes);
    }

    Optional<WordClass> of(int id) {
        return Optional.ofNullable(classes.get(id));
    }
}
