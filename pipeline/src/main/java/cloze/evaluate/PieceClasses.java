package cloze.evaluate;

import cloze.config.CorpusConfig;
import cloze.corpus.stories.StoryLanguage;
import cloze.corpus.stories.WordClass;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What each piece is there for, where the corpus is of a language that says so. */
final class PieceClasses implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HashMap<Integer, WordClass> classes = new HashMap<>();

    PieceClasses(Map<Integer, WordClass> classes) {
        this.classes.putAll(classes);
    }

    /** The classes of the corpus's words; of none where they are not known. */
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
