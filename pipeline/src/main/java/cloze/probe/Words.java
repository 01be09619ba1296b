package cloze.probe;

import cloze.config.VocabularyConfig.Casing;
import cloze.vocabulary.BasicTokenizer;
import java.util.ArrayList;
import java.util.List;

/** Splits texts into lower-cased words, as BERT's basic tokenizer does. */
final class Words {
    /** Tells the words of a second text from those of a first. White space occurs in no word. */
    private static final String SECOND = "b ";

    private Words() {}

    /** Returns the words of a text and of a second one, null for none. */
    static String[] ofPair(String text, String second) {
        List<String> words = new ArrayList<>();
        var tokenizer = new BasicTokenizer(Casing.LOWER);
        tokenizer.words(text, (characters, start, end) -> words.add(new String(characters, start, end - start)));
        if (second != null) {
            tokenizer.words(
                    second, (characters, start, end) -> words.add(SECOND + new String(characters, start, end - start)));
        }
        return words.toArray(String[]::new);
    }
}
