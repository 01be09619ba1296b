package cloze.corpus.stories;

import java.util.List;

/** Words as the language's file lists them: between spaces. */
final class Words {
    private Words() {}

    static List<String> of(String written) {
        return List.of(written.strip().split(" +"));
    }
}
