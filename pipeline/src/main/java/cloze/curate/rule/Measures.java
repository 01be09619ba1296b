package cloze.curate.rule;

import cloze.config.curate.QualityRule;
import com.ibm.icu.text.BreakIterator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Computes the value that each {@link QualityRule} limits. */
final class Measures {
    /** Of the Gopher paper, A.1.1. */
    private static final Set<String> STOP_WORDS = Set.of("the", "be", "to", "of", "and", "that", "have", "with");

    private static final int LONGEST_STOP_WORD = 4;
    private static final int SHORT_LINE = 30;

    private Measures() {}

    static double of(QualityRule rule, MeasuredText text) {
        return switch (rule) {
                // The lines are gone already: what is left counts.
            case C4_MIN_WORDS_PER_LINE -> text.lines().isEmpty() ? 0 : Double.POSITIVE_INFINITY;
            case C4_MIN_SENTENCES -> sentences(text.text());
            case C4_MAX_CURLY_BRACKETS -> count(text.text(), "{") + count(text.text(), "}");
            case C4_MAX_LOREM_IPSUM -> count(text.text().toLowerCase(Locale.ROOT), "lorem ipsum");
            case GOPHER_MIN_WORDS, GOPHER_MAX_WORDS -> text.words();
            case GOPHER_MIN_MEAN_WORD_LENGTH, GOPHER_MAX_MEAN_WORD_LENGTH -> perWord(
                    text.length(0, text.words()), text);
            case GOPHER_MAX_HASHES_PER_WORD -> perWord(count(text.text(), "#"), text);
            case GOPHER_MAX_ELLIPSES_PER_WORD -> perWord(
                    count(text.text(), "...") + count(text.text(), "\u2026"), text);
            case GOPHER_MAX_BULLET_LINES -> share(text.lines(), LineEnds::isBullet);
            case GOPHER_MAX_ELLIPSIS_LINES -> share(text.lines(), LineEnds::isEllipsis);
            case GOPHER_MIN_ALPHABETIC_WORDS -> alphabetic(text);
            case GOPHER_MIN_STOP_WORDS -> stopWords(text);
            case GOPHER_MAX_DUPLICATE_LINES -> Repetition.ofUnits(text.lines());
            case GOPHER_MAX_DUPLICATE_PARAGRAPHS -> Repetition.ofUnits(text.paragraphs());
            case GOPHER_MAX_DUPLICATE_LINE_CHARACTERS, FINEWEB_MAX_DUPLICATE_LINE_CHARACTERS -> Repetition.ofCharacters(
                    text.lines());
            case GOPHER_MAX_DUPLICATE_PARAGRAPH_CHARACTERS -> Repetition.ofCharacters(text.paragraphs());
            case GOPHER_MAX_TOP_2_GRAM -> Repetition.ofTopSequence(text, 2);
            case GOPHER_MAX_TOP_3_GRAM -> Repetition.ofTopSequence(text, 3);
            case GOPHER_MAX_TOP_4_GRAM -> Repetition.ofTopSequence(text, 4);
            case GOPHER_MAX_DUPLICATE_5_GRAMS -> Repetition.ofSequences(text, 5);
            case GOPHER_MAX_DUPLICATE_6_GRAMS -> Repetition.ofSequences(text, 6);
            case GOPHER_MAX_DUPLICATE_7_GRAMS -> Repetition.ofSequences(text, 7);
            case GOPHER_MAX_DUPLICATE_8_GRAMS -> Repetition.ofSequences(text, 8);
            case GOPHER_MAX_DUPLICATE_9_GRAMS -> Repetition.ofSequences(text, 9);
            case GOPHER_MAX_DUPLICATE_10_GRAMS -> Repetition.ofSequences(text, 10);
            case FINEWEB_MIN_PUNCTUATED_LINES -> share(text.lines(), LineEnds::isTerminal);
            case FINEWEB_MAX_SHORT_LINES -> share(text.lines(), line -> line.length() < SHORT_LINE);
        };
    }

    private static double sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        int sentences = 0;
        while (breaks.next() != BreakIterator.DONE) {
            sentences++;
        }
        return sentences;
    }

    /** Counts occurrences that do not overlap. */
    private static double count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static double perWord(double amount, MeasuredText text) {
        return text.words() == 0 ? 0 : amount / text.words();
    }

    private static double share(List<String> lines, Predicate<String> matching) {
        return lines.isEmpty() ? 0 : (double) lines.stream().filter(matching).count() / lines.size();
    }

    private static double alphabetic(MeasuredText text) {
        int alphabetic = 0;
        for (int word = 0; word < text.words(); word++) {
            boolean hasLetter = false;
            for (int at = text.start(word); at < text.end(word) && !hasLetter; at++) {
                hasLetter = Character.isLetter(text.text().codePointAt(at));
            }
            alphabetic += hasLetter ? 1 : 0;
        }
        return perWord(alphabetic, text);
    }

    /** Counts the different stop words of a text. */
    private static double stopWords(MeasuredText text) {
        Set<String> found = new HashSet<>();
        for (int word = 0; word < text.words() && found.size() < STOP_WORDS.size(); word++) {
            int end = text.end(word);
            while (end > text.start(word) && !Character.isLetter(text.text().charAt(end - 1))) {
                end--;
            }
            int length = end - text.start(word);
            if (length >= 2 && length <= LONGEST_STOP_WORD) {
                String lower = text.text().substring(text.start(word), end).toLowerCase(Locale.ROOT);
                if (STOP_WORDS.contains(lower)) {
                    found.add(lower);
                }
            }
        }
        return found.size();
    }
}
