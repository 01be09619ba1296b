package cloze.sentence;

import cloze.config.CorpusConfig.LineEnd;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.SentenceBreak;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into sentences by Unicode's rules (UAX 29), and also at every line end or, in wrapped text, at every
 * blank line. A sentence continues after an abbreviation, and in lower case after a closing quotation mark ("Who is
 * it?" asked Anna). White space around a sentence is dropped, and a line end within it becomes a space; otherwise the
 * sentence is kept as read. Not thread-safe.
 */
final class SentenceSplitter {
    private final BreakIterator breaks;
    private final Abbreviations abbreviations;
    private final LineEnd lineEnd;

    /**
     * @param language a BCP 47 tag; a language without rules of its own uses Unicode's defaults
     * @param lineEnd what a line end means
     */
    SentenceSplitter(String language, LineEnd lineEnd) {
        ULocale locale = ULocale.forLanguageTag(language);
        this.breaks = BreakIterator.getSentenceInstance(locale);
        this.abbreviations = Abbreviations.of(locale);
        this.lineEnd = lineEnd;
    }

    /** Returns the sentences of {@code text} in order, none blank. */
    List<String> split(String text) {
        List<String> sentences = new ArrayList<>();
        var paragraph = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            if (lineEnd == LineEnd.SENTENCE) {
                splitLine(text.substring(start, end), sentences);
            } else if (!append(text, start, end, paragraph)) {
                splitLine(paragraph.toString(), sentences);
                paragraph.setLength(0);
            }
            start = end + 1;
        }
        splitLine(paragraph.toString(), sentences);
        return sentences;
    }

    /**
     * Appends a line of wrapped text to {@code paragraph}, separated by a space; returns false if the line is blank.
     */
    private static boolean append(String text, int from, int to, StringBuilder paragraph) {
        int end = trimmedEnd(text, from, to);
        int start = trimmedStart(text, from, end);
        if (start == end) {
            return false;
        }
        if (!paragraph.isEmpty()) {
            paragraph.append(' ');
        }
        paragraph.append(text, start, end);
        return true;
    }

    private void splitLine(String line, List<String> sentences) {
        breaks.setText(line);
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (!goesOn(line, end)) {
                addTrimmed(line, start, end, sentences);
                start = end;
            }
        }
    }

    /** Returns whether the break that Unicode's rules propose at {@code next} is not the end of a sentence. */
    private boolean goesOn(String line, int next) {
        int end = trimmedEnd(line, 0, next);
        if (end == 0 || next == line.length()) {
            return false;
        }
        int last = line.codePointBefore(end);
        if (last == '.') {
            return abbreviations.endAt(line, end, next);
        }
        return Character.isLowerCase(line.codePointAt(next))
                && UCharacter.getIntPropertyValue(last, UProperty.SENTENCE_BREAK) == SentenceBreak.CLOSE;
    }

    private static void addTrimmed(String line, int from, int to, List<String> sentences) {
        int end = trimmedEnd(line, from, to);
        int start = trimmedStart(line, from, end);
        if (start < end) {
            sentences.add(line.substring(start, end));
        }
    }

    private static int trimmedStart(String line, int from, int to) {
        int start = from;
        while (start < to && UCharacter.isUWhiteSpace(line.charAt(start))) {
            start++;
        }
        return start;
    }

    private static int trimmedEnd(String line, int from, int to) {
        int end = to;
        while (end > from && UCharacter.isUWhiteSpace(line.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
