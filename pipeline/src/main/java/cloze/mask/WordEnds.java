package cloze.mask;

import cloze.vocabulary.WordParts;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Groups pieces into words. A piece that begins with ## belongs to the word before it, as in
 * create_masked_lm_predictions of google-research/bert, even if a truncated segment begins with it, right after a
 * [SEP].
 *
 * <p>The reference masks ideographs one by one, because its tokenizer makes each a word. Here adjacent ideographs are
 * joined and split into words by ICU's dictionary. An ideograph outside any dictionary word is a word by itself. Not
 * thread-safe.
 */
final class WordEnds {
    private final WordParts parts;
    private final BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
    private final StringBuilder run = new StringBuilder();

    WordEnds(WordParts parts) {
        this.parts = parts;
    }

    /**
     * Returns the end of each word among the positions {@code candidates}, ascending: the index in {@code candidates}
     * after its last piece.
     */
    int[] of(int[] tokenIds, int[] candidates) {
        int[] ends = new int[candidates.length];
        int words = 0;
        int at = 0;
        while (at < candidates.length) {
            if (readIdeographs(tokenIds, candidates, at)) {
                words = endIdeographs(ends, words, at);
                at = ends[words - 1];
                continue;
            }
            if (words == 0 || !parts.continuesWord(tokenIds[candidates[at]])) {
                words++;
            }
            at++;
            ends[words - 1] = at;
        }
        return Arrays.copyOf(ends, words);
    }

    /**
     * Collects in {@link #run} the adjacent ideographs from {@code candidates[from]} on. Returns whether there are any.
     */
    private boolean readIdeographs(int[] tokenIds, int[] candidates, int from) {
        run.setLength(0);
        for (int i = from; i < candidates.length && candidates[i] - candidates[from] == i - from; i++) {
            OptionalInt ideograph = parts.ideograph(tokenIds[candidates[i]]);
            if (ideograph.isEmpty()) {
                break;
            }
            run.appendCodePoint(ideograph.getAsInt());
        }
        return !run.isEmpty();
    }

    /**
     * Ends a word at each break of {@link #run}, whose first piece has index {@code from}. Returns the new number of
     * words.
     */
    private int endIdeographs(int[] ends, int words, int from) {
        String text = run.toString();
        breaks.setText(text);
        int count = words;
        int index = from;
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            index += text.codePointCount(start, end);
            ends[count++] = index;
            start = end;
        }
        return count;
    }
}
