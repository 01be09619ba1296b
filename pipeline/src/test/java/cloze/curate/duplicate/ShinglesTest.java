package cloze.curate.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShinglesTest {
    private static double jaccard(String first, String second, int words) {
        return Shingles.jaccard(Shingles.of(first, words), Shingles.of(second, words));
    }

    @Test
    void countsEachSequenceOfWordsOnce() {
        assertThat(Shingles.of("a b c d", 2)).hasSize(3);
        assertThat(Shingles.of("a b a b a b", 2)).hasSize(2);
        assertThat(Shingles.of("a b", 5)).hasSize(1);
    }

    @Test
    void similarityIsTheShareOfCommonSequences() {
        assertThat(jaccard("a b c d", "a b c e", 2)).isEqualTo(0.5);
        assertThat(jaccard("a b c", "c b a", 2)).isZero();
        assertThat(jaccard("a b c", "c b a", 1)).isEqualTo(1);
    }

    @Test
    void caseAndPunctuationDoNotCount() {
        assertThat(jaccard("It's a Boat, he said.", "it s A boat he SAID", 3)).isEqualTo(1);
    }

    @Test
    void textsWithoutWordsAreOnlyEqualToThemselves() {
        assertThat(jaccard("!!!", "!!!", 5)).isEqualTo(1);
        assertThat(jaccard("!!!", "???", 5)).isZero();
    }

    @Test
    void anIdeographIsAWord() {
        assertThat(Words.hashes("\u65e5\u672c\u8a9e\u3067\u3059 abc")).hasSize(6);
        assertThat(Words.hashes("abc \u0434\u043e\u043c 12a")).hasSize(3);
    }

    @Test
    void packingKeepsTheHashes() {
        long[] shingles = Shingles.of("a b c d e f", 3);

        assertThat(Shingles.unpacked(Shingles.packed(shingles))).isEqualTo(shingles);
    }
}
