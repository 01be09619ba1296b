package cloze.corpus.stories;

import java.util.List;

/** Splits a word list of the language's file at spaces. */
final class Words {
    private Words() {}

    static List<String> of(String written) {
        return List.of(written.strip().split(" +"));
    }
}
