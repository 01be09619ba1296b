package cloze.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig.LineEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {
    private static List<String> split(String text) {
        return new SentenceSplitter("en", LineEnd.SENTENCE).split(text);
    }

    @Test
    void endsSentencesAtTheirMarks() {
        assertThat(split("It rained. Did it? It did! We left."))
                .containsExactly("It rained.", "Did it?", "It did!", "We left.");
    }

    @Test
    void knowsTheAbbreviationsOfItsLanguage() {
        assertThat(split("Mr. Smith met Dr. Jones. They talked."))
                .containsExactly("Mr. Smith met Dr. Jones.", "They talked.");
        assertThat(split("He moved to the U.S. Army base. It was far."))
                .containsExactly("He moved to the U.S. Army base.", "It was far.");
        assertThat(new SentenceSplitter("de", LineEnd.SENTENCE)
                        .split("Das kostet evtl. 5 Euro, z.B. Dr. Meier zahlt. Er geht."))
                .containsExactly("Das kostet evtl. 5 Euro, z.B. Dr. Meier zahlt.", "Er geht.");
    }

    @Test
    void readsAbbreviationsAsWholeWords() {
        assertThat(split("He left the UK. THE CAT SAT. It purred. Count the revs. Then stop."))
                .containsExactly("He left the UK.", "THE CAT SAT.", "It purred.", "Count the revs.", "Then stop.");
        assertThat(split("He stopped--Mr. Smith spoke. (Mr. Brown too.)"))
                .containsExactly("He stopped--Mr. Smith spoke.", "(Mr. Brown too.)");
        assertThat(new SentenceSplitter("de", LineEnd.SENTENCE).split("Unser Dipl.-Ing. Meier lebte v. Chr. Er starb."))
                .containsExactly("Unser Dipl.-Ing. Meier lebte v. Chr. Er starb.");
    }

    @Test
    void readsOnAfterInitials() {
        assertThat(split("They read J. R. R. Tolkien and T.S. Eliot. A. Lincoln spoke."))
                .containsExactly("They read J. R. R. Tolkien and T.S. Eliot.", "A. Lincoln spoke.");
    }

    @Test
    void keepsClosingQuotesWithTheirSentence() {
        assertThat(split("\"Come in.\" She waited. (It was late.) He came."))
                .containsExactly("\"Come in.\"", "She waited.", "(It was late.)", "He came.");
        assertThat(split("\u201cWho is it?\u201d asked Anna. \u201cMe.\u201d"))
                .containsExactly("\u201cWho is it?\u201d asked Anna.", "\u201cMe.\u201d");
    }

    @Test
    void readsOnAfterDirectSpeechInLowerCase() {
        assertThat(split("\"Who is it?\" asked Anna. \"Me!\" He came in. really? yes! no"))
                .containsExactly("\"Who is it?\" asked Anna.", "\"Me!\"", "He came in. really?", "yes!", "no");
    }

    @Test
    void readsOnAfterAnEllipsisWithinASentence() {
        assertThat(split("She waited... and waited. Then she left."))
                .containsExactly("She waited... and waited.", "Then she left.");
    }

    @Test
    void leavesNumbersWhole() {
        assertThat(split("It cost 3.50 dollars. That was version 1.2.3 then."))
                .containsExactly("It cost 3.50 dollars.", "That was version 1.2.3 then.");
    }

    @Test
    void endsSentencesAtTheFullStopsOfOtherScripts() {
        assertThat(new SentenceSplitter("ja", LineEnd.SENTENCE)
                        .split("\u96e8\u3060\u3002\u884c\u3053\u3046\uff01\u306f\u3044\u3002"))
                .containsExactly("\u96e8\u3060\u3002", "\u884c\u3053\u3046\uff01", "\u306f\u3044\u3002");
        assertThat(new SentenceSplitter("hi", LineEnd.SENTENCE)
                        .split("\u0935\u0939 \u0906\u092f\u093e\u0964 \u0935\u0939 \u0917\u092f\u093e\u0964"))
                .hasSize(2);
    }

    @Test
    void endsASentenceAtEveryLineEnd() {
        assertThat(split("a heading\nThe text of Mr.\nBrown goes on\n\n  \nhere. Done."))
                .containsExactly("a heading", "The text of Mr.", "Brown goes on", "here.", "Done.");
    }

    @Test
    void readsWrappedLinesAsOneText() {
        String wrapped =
                """
                CHAPTER I.

                It was a dark night, and Mr.
                Brown, who had walked
                  all day long, sat down. "Who
                is there?" asked

                IDEOGRAPHIC SPACE
                Mrs. Hill. Nobody
                """
                        .replace("IDEOGRAPHIC SPACE", "\u3000");
        assertThat(new SentenceSplitter("en", LineEnd.SPACE).split(wrapped))
                .containsExactly(
                        "CHAPTER I.",
                        "It was a dark night, and Mr. Brown, who had walked all day long, sat down.",
                        "\"Who is there?\" asked",
                        "Mrs. Hill.",
                        "Nobody");
        assertThat(new SentenceSplitter("en", LineEnd.SPACE).split("\n \n")).isEmpty();
    }

    @Test
    void keepsASentenceOfAnyLength() {
        String encoded = "QmFzZTY0".repeat(12_500);
        assertThat(split("Here it is: " + encoded + "\nDone.")).containsExactly("Here it is: " + encoded, "Done.");
        for (String part : List.of("a, ", "x. ", "1. ", "Mr. ", "A.", "\") ", "? ", " ", "... ")) {
            String text = "Begin " + part.repeat(100_000) + "end";
            assertThat(String.join("", split(text)).replaceAll("\\s", ""))
                    .as("100,000 times '%s'", part)
                    .hasSize(text.replaceAll("\\s", "").length());
        }
    }

    @Test
    void leavesOutWhiteSpaceAroundSentencesOnly() {
        assertThat(split("\u3000 One  two.\u00a0\t Three. \n")).containsExactly("One  two.", "Three.");
        assertThat(split(" \n\t\n\u2028\u00a0")).isEmpty();
        assertThat(split("")).isEmpty();
    }

    @Test
    void takesGeneratedSentencesLineByLine() {
        assertThat(
                        split(
                                "because it was gusty , she took the net to the jetty .\nmary tied the salmon with her bucket ."))
                .containsExactly(
                        "because it was gusty , she took the net to the jetty .",
                        "mary tied the salmon with her bucket .");
    }

    @Test
    void givesALanguageWithoutRulesOfItsOwnThoseOfUnicode() {
        assertThat(new SentenceSplitter("xx", LineEnd.SENTENCE).split("Aa bb. Cc dd."))
                .containsExactly("Aa bb.", "Cc dd.");
    }
}
