package cloze.sentence;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into sentences by the rules of Unicode (UAX 29) and the abbreviations of a language (CLDR), and at every line end. White
 * space around a sentence is left out; the sentence itself is kept as read. Not thread-safe.
 */
final class SentenceSplitter {
    private final BreakIterator breaks;

    /** @param language a BCP 47 tag; a language without abbreviations of its own goes by Unicode's rules alone */
    SentenceSplitter(String language) {
        ULocale locale = ULocale.forLanguageTag(language);
        this.breaks = FilteredBreakIteratorBuilder.getInstance(locale)
                .wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
    }

    /** The sentences of {@code text} in order, none blank. */
    List<String> split(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            splitLine(text.substring(start, end), sentences);
            start = end + 1;
        }
        return sentences;
    }

    private void splitLine(String line, List<String> sentences) {
        breaks.setText(line);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            addTrimmed(line, start, end, sentences);
            start = end;
        }
    }

    private static void addTrimmed(String line, int from, int to, List<String> sentences) {
        int start = from;
        int end = to;
        while (start < end && UCharacter.isUWhiteSpace(line.charAt(start))) {
            start++;
        }
        while (start < end && UCharacter.isUWhiteSpace(line.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            sentences.add(line.substring(start, end));
        }
    }
}
