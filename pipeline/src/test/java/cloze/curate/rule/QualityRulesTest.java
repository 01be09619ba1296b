package cloze.curate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.curate.QualityRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule with its published limit, on a text just within the limit and on one just beyond it. */
class QualityRulesTest {
    /**
     * Two texts for a rule.
     *
     * @param within at the limit, or as near as a text can be
     * @param beyond the next text
     * @param value what the rule measures on the text beyond
     */
    private record Case(QualityRule rule, String within, String beyond, double value) {
        @Override
        public String toString() {
            return rule.key();
        }
    }

    private static String words(int count) {
        return words(0, count);
    }

    /** Different words of five letters. */
    private static String words(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(
                        i -> "" + letter(i / 456976) + letter(i / 17576) + letter(i / 676) + letter(i / 26) + letter(i))
                .collect(Collectors.joining(" "));
    }

    private static char letter(int number) {
        return (char) ('a' + number % 26);
    }

    private static String times(int count, String text) {
        return String.join(" ", Stream.generate(() -> text).limit(count).toList());
    }

    /** {@code count} lines, the first {@code other} of which are {@code first} with a number, the rest {@code second}. */
    private static String lines(int count, int other, String first, String second) {
        return IntStream.range(0, count)
                .mapToObj(i -> i < other ? first.formatted(i) : second.formatted(i))
                .collect(Collectors.joining("\n"));
    }

    /** One line of {@code length} characters. */
    private static String line(char letter, int length) {
        return String.valueOf(letter).repeat(length);
    }

    /** Different words, the first {@code n} of which come again at the end, in a text of {@code all} words. */
    private static String repeating(int n, int all) {
        return words(all - n) + " " + words(n);
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        QualityRule.C4_MIN_WORDS_PER_LINE,
                        "These are five whole words.",
                        "There are four words.\nThese are five words without\nTurn on JavaScript in this browser.",
                        0),
                new Case(QualityRule.C4_MIN_SENTENCES, "One. Two. Three.", "One. Two, three.", 2),
                new Case(QualityRule.C4_MAX_CURLY_BRACKETS, "a [b]", "a b}", 1),
                new Case(QualityRule.C4_MAX_LOREM_IPSUM, "lorem, ipsum", "Lorem ipsum", 1),
                new Case(QualityRule.GOPHER_MIN_WORDS, words(50), words(49), 49),
                new Case(QualityRule.GOPHER_MAX_WORDS, words(100_000), words(100_001), 100_001),
                new Case(QualityRule.GOPHER_MIN_MEAN_WORD_LENGTH, "ab abcd", "ab abc", 2.5),
                new Case(QualityRule.GOPHER_MAX_MEAN_WORD_LENGTH, "abcdefghij", "abcdefghijk", 11),
                new Case(QualityRule.GOPHER_MAX_HASHES_PER_WORD, words(9) + " #a", words(8) + " #a", 1.0 / 9),
                new Case(
                        QualityRule.GOPHER_MAX_ELLIPSES_PER_WORD,
                        words(19) + " a... b\u2026",
                        words(17) + " a... b\u2026",
                        2.0 / 19),
                new Case(
                        QualityRule.GOPHER_MAX_BULLET_LINES,
                        lines(10, 9, "- point %d", "end %d"),
                        lines(11, 10, "\u2022 point %d", "end %d"),
                        10.0 / 11),
                new Case(
                        QualityRule.GOPHER_MAX_ELLIPSIS_LINES,
                        lines(10, 3, "more %d...", "end %d."),
                        lines(13, 4, "more %d\u2026", "end %d."),
                        4.0 / 13),
                new Case(QualityRule.GOPHER_MIN_ALPHABETIC_WORDS, "a b 3c d 5", "a b c 4 5", 0.6),
                new Case(QualityRule.GOPHER_MIN_STOP_WORDS, "The king and queen", "The king, the queen", 1),
                new Case(
                        QualityRule.GOPHER_MAX_DUPLICATE_LINES,
                        lines(10, 6, "line %d", "again"),
                        lines(3, 1, "line %d", "again"),
                        1.0 / 3),
                new Case(
                        QualityRule.GOPHER_MAX_DUPLICATE_PARAGRAPHS,
                        lines(10, 6, "line %d\n", "again\n"),
                        lines(3, 1, "line %d\n", "again\n"),
                        1.0 / 3),
                new Case(
                        QualityRule.GOPHER_MAX_DUPLICATE_LINE_CHARACTERS,
                        line('a', 60) + "\n" + line('b', 20) + "\n" + line('b', 20),
                        line('a', 57) + "\n" + line('b', 21) + "\n" + line('b', 21),
                        21.0 / 99),
                new Case(
                        QualityRule.GOPHER_MAX_DUPLICATE_PARAGRAPH_CHARACTERS,
                        line('a', 60) + "\n\n" + line('b', 20) + "\n\n" + line('b', 20),
                        line('a', 57) + "\n\n" + line('b', 21) + "\n\n" + line('b', 21),
                        21.0 / 99),
                new Case(
                        QualityRule.GOPHER_MAX_TOP_2_GRAM,
                        words(16) + " zzzzz zzzzy zzzzz zzzzy",
                        words(15) + " zzzzz zzzzy zzzzz zzzzy",
                        4.0 / 19),
                new Case(
                        QualityRule.GOPHER_MAX_TOP_3_GRAM,
                        words(28) + " " + times(2, "zzzzz zzzzy zzzzx"),
                        words(27) + " " + times(2, "zzzzz zzzzy zzzzx"),
                        6.0 / 33),
                new Case(
                        QualityRule.GOPHER_MAX_TOP_4_GRAM,
                        words(42) + " " + times(2, "zzzzz zzzzy zzzzx zzzzw"),
                        words(41) + " " + times(2, "zzzzz zzzzy zzzzx zzzzw"),
                        8.0 / 49),
                new Case(QualityRule.GOPHER_MAX_DUPLICATE_5_GRAMS, repeating(5, 34), repeating(5, 33), 5.0 / 33),
                new Case(QualityRule.GOPHER_MAX_DUPLICATE_6_GRAMS, repeating(6, 43), repeating(6, 42), 6.0 / 42),
                new Case(QualityRule.GOPHER_MAX_DUPLICATE_7_GRAMS, repeating(7, 54), repeating(7, 53), 7.0 / 53),
                new Case(QualityRule.GOPHER_MAX_DUPLICATE_8_GRAMS, repeating(8, 67), repeating(8, 66), 8.0 / 66),
                new Case(QualityRule.GOPHER_MAX_DUPLICATE_9_GRAMS, repeating(9, 82), repeating(9, 81), 9.0 / 81),
                new Case(QualityRule.GOPHER_MAX_DUPLICATE_10_GRAMS, repeating(10, 100), repeating(10, 99), 10.0 / 99),
                new Case(
                        QualityRule.FINEWEB_MIN_PUNCTUATED_LINES,
                        lines(25, 3, "line %d.", "line %d"),
                        lines(26, 3, "line %d.", "line %d"),
                        3.0 / 26),
                new Case(
                        QualityRule.FINEWEB_MAX_DUPLICATE_LINE_CHARACTERS,
                        line('a', 80) + "\n" + line('b', 10) + "\n" + line('b', 10),
                        line('a', 79) + "\n" + line('b', 10) + "\n" + line('b', 10),
                        10.0 / 99),
                new Case(
                        QualityRule.FINEWEB_MAX_SHORT_LINES,
                        lines(3, 2, "a short line %d", "this line has thirty characters %d"),
                        lines(25, 17, "a short line %d", "this line has thirty characters %d"),
                        17.0 / 25));
    }

    private static QualityRules only(QualityRule rule) {
        return new QualityRules(Map.of(rule, rule.published()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aTextAtTheLimitBreaksNoRule(Case at) {
        QualityRules rules = only(at.rule);

        assertThat(rules.firstBreach(rules.clean(at.within))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aTextBeyondTheLimitBreaksTheRule(Case at) {
        QualityRules rules = only(at.rule);

        assertThat(rules.firstBreach(rules.clean(at.beyond))).hasValueSatisfying(breach -> {
            assertThat(breach.rule()).isEqualTo(at.rule.key());
            assertThat(breach.value()).isCloseTo(at.value, within(1e-12));
            assertThat(breach.limit()).isEqualTo(at.rule.published());
        });
    }

    @ParameterizedTest
    @EnumSource(QualityRule.class)
    void everyRuleHasACase(QualityRule rule) {
        assertThat(cases()).extracting(Case::rule).containsOnlyOnce(rule);
    }

    @Test
    void aLineIsShortUpTo29Characters() {
        QualityRules rules = only(QualityRule.FINEWEB_MAX_SHORT_LINES);

        assertThat(rules.firstBreach(line('a', 30))).isEmpty();
        assertThat(rules.firstBreach(line('a', 29))).isPresent();
    }

    @Test
    void linesAreRemovedAndTheOthersStay() {
        QualityRules rules = only(QualityRule.C4_MIN_WORDS_PER_LINE);
        String text = "Home | About | Contact | Help | Search\nThis is a sentence that stays.\n\nToo short.\n"
                + "\"So is this,\" he said with \"joy\"\nEnable javascript to see this page.\nAnd so it goes on and on...";

        assertThat(rules.clean(text))
                .isEqualTo("This is a sentence that stays.\n\n\"So is this,\" he said with \"joy\"");
        assertThat(new QualityRules(Map.of()).clean(text)).isEqualTo(text);
    }

    @Test
    void theFirstRuleCounts() {
        var rules = new QualityRules(Arrays.stream(QualityRule.values())
                .filter(rule -> rule != QualityRule.C4_MIN_WORDS_PER_LINE)
                .collect(Collectors.toMap(rule -> rule, QualityRule::published)));

        assertThat(rules.firstBreach("{").orElseThrow().rule()).isEqualTo("c4.min-sentences");
        assertThat(rules.firstBreach("One. Two. {Three.").orElseThrow().rule()).isEqualTo("c4.max-curly-brackets");
    }
}
