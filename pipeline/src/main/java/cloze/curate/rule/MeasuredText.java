package cloze.curate.rule;

import cloze.random.Seeds;
import java.util.Arrays;
import java.util.List;

/** A text with the units that rules count: words between white space, lines that are not blank, and paragraphs. */
final class MeasuredText {
    private static final int FIRST_SIZE = 256;

    private final String text;
    private int[] bounds;
    private RepeatedSequences sequences;
    private List<String> lines;
    private List<String> paragraphs;

    MeasuredText(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    int words() {
        return bounds().length / 2;
    }

    /** Offset of the first character of a word. */
    int start(int word) {
        return bounds()[2 * word];
    }

    /** Offset behind the last character of a word. */
    int end(int word) {
        return bounds()[2 * word + 1];
    }

    /** Length of the words from {@code first} up to {@code end}, in characters without the white space between. */
    int length(int first, int end) {
        int length = 0;
        for (int word = first; word < end; word++) {
            length += end(word) - start(word);
        }
        return length;
    }

    /** The sequences of {@code n} words that occur more than once. Fast if called with growing numbers. */
    RepeatedSequences.Repeats repeats(int n) {
        if (sequences == null) {
            sequences = new RepeatedSequences(hashes());
        }
        return sequences.of(n);
    }

    /** The 64-bit hashes of the words, in their order. */
    private long[] hashes() {
        long[] hashes = new long[words()];
        for (int word = 0; word < hashes.length; word++) {
            long state = 0;
            for (int at = start(word); at < end(word); at++) {
                state = (state ^ text.charAt(at)) * Seeds.MIX_1;
            }
            hashes[word] = Seeds.mix(state);
        }
        return hashes;
    }

    /** The lines that are not blank, without white space at their ends. */
    List<String> lines() {
        if (lines == null) {
            lines = text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        return lines;
    }

    /** The stretches between blank lines. */
    List<String> paragraphs() {
        if (paragraphs == null) {
            paragraphs = Arrays.stream(text.split("\n\\s*\n", -1))
                    .map(String::strip)
                    .filter(paragraph -> !paragraph.isEmpty())
                    .toList();
        }
        return paragraphs;
    }

    private int[] bounds() {
        if (bounds == null) {
            int[] found = new int[FIRST_SIZE];
            int size = 0;
            boolean inWord = false;
            for (int at = 0; at <= text.length(); at++) {
                boolean isSpace = at == text.length() || Character.isWhitespace(text.charAt(at));
                if (isSpace == inWord) {
                    found = size < found.length ? found : Arrays.copyOf(found, 2 * found.length);
                    found[size++] = at;
                    inWord = !inWord;
                }
            }
            bounds = Arrays.copyOf(found, size);
        }
        return bounds;
    }
}
