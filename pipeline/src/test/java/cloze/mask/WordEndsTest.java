package cloze.mask;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.vocabulary.WordParts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordEndsTest {
    private final WordEnds words = new WordEnds(WordParts.of(SmallVocabulary.VOCABULARY));

    @Test
    void continuationsBelongToTheWordBeforeThem() {
        assertThat(words("[CLS] the un ##afford ##able coat [SEP] phil ##am ##mon ran . [SEP]"))
                .containsExactly("the", "un ##afford ##able", "coat", "phil ##am ##mon", "ran", ".");
    }

    /** As in the reference, a candidate joins the one before it: specials lie between, but are not candidates. */
    @Test
    void aContinuationThatATruncatedSegmentBeginsWithBelongsToTheWordBehindTheSeparator() {
        assertThat(words("[CLS] ##mon ran [SEP] ##able coat [SEP]")).containsExactly("##mon", "ran ##able", "coat");
    }

    @Test
    void anUnknownWordIsAWord() {
        assertThat(words("[CLS] the [UNK] un ##able [SEP] [UNK] [SEP]"))
                .containsExactly("the", "[UNK]", "un ##able", "[UNK]");
    }

    /** The text means: I love Beijing's Tiananmen; the weather is fine today, we go for a walk in the park. */
    @Test
    void ideographsAreGatheredIntoTheWordsOfADictionary() {
        assertThat(words("[CLS] 我 爱 北 京 天 安 门 [SEP] 今 天 天 气 很 好 ， 我 们 去 公 园 散 步 。 [SEP]"))
                .containsExactly("我", "爱", "北 京", "天 安 门", "今 天", "天 气", "很 好", "，", "我 们", "去", "公 园", "散 步", "。");
    }

    /** 北 and 京 form a word, unless something lies between them or they belong to different segments. */
    @Test
    void onlyIdeographsSideBySideMakeAWord() {
        assertThat(words("[CLS] 北 京 公 园 [SEP] 散 步 [SEP]")).containsExactly("北 京", "公 园", "散 步");
        assertThat(words("[CLS] 北 [SEP] 京 [SEP]")).containsExactly("北", "京");
        assertThat(words("[CLS] 北 . 京 [SEP]")).containsExactly("北", ".", "京");
        assertThat(words("[CLS] 北 [UNK] 京 [SEP]")).containsExactly("北", "[UNK]", "京");
    }

    /** 𠀋 lies beyond the basic multilingual plane: two Java characters, one piece. */
    @Test
    void ideographsNoDictionaryKnowsAreWordsByThemselves() {
        assertThat(words("[CLS] 𠀋 𠀋 北 京 [SEP]")).containsExactly("𠀋", "𠀋", "北 京");
    }

    @Test
    void scriptsMayMix() {
        assertThat(words("[CLS] 我 们 ran 公 园 ##able coat [SEP]")).containsExactly("我 们", "ran", "公 园 ##able", "coat");
    }

    @Test
    void withoutCandidatesThereIsNoWord() {
        assertThat(words("[CLS] [SEP] [SEP]")).isEmpty();
    }

    private List<String> words(String text) {
        int[] tokenIds = SmallVocabulary.ids(text);
        int[] candidates = IntStream.range(0, tokenIds.length)
                .filter(i ->
                        tokenIds[i] != SmallVocabulary.SPECIALS.cls() && tokenIds[i] != SmallVocabulary.SPECIALS.sep())
                .toArray();
        List<String> found = new ArrayList<>();
        int start = 0;
        for (int end : words.of(tokenIds, candidates)) {
            found.add(SmallVocabulary.text(IntStream.range(start, end)
                    .map(i -> tokenIds[candidates[i]])
                    .toArray()));
            start = end;
        }
        return found;
    }
}
