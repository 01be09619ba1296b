package cloze.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.corpus.stories.StoryLanguage;
import cloze.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingsTest {
    private static final Vocabulary VOCABULARY = Miniature.vocabulary(StoryLanguage.talez1());

    private static CorpusConfig corpus(String kind) {
        return ConfigLoader.load(Optional.empty(), List.of("corpus.generator.kind=" + kind))
                .corpus();
    }

    @Test
    void areKnownForStoriesInWindowsWithIndependentMasks() {
        Ceilings ceilings = Ceilings.of(corpus("stories"), BayesReaderTest.examples(), VOCABULARY);

        assertThat(ceilings.obstacles()).isEmpty();
        assertThat(ceilings.open()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "examples.pairing=reference, examples.pairing is not windows",
        "examples.objective=sop, examples.objective is not nsp",
        "examples.objective=mlm-only, examples.objective is not nsp",
        "examples.mask-selection=fixed-count, examples.mask-selection is not independent",
        "examples.do-whole-word-mask=true, examples.do-whole-word-mask is on",
        "examples.max-seq-length=28, examples.max-seq-length = 28 truncates pairs of up to 29 tokens"
    })
    void areUnknownWhereTheRulesAreOthers(String setting, String obstacle) {
        Ceilings ceilings = Ceilings.of(corpus("stories"), BayesReaderTest.examples(setting), VOCABULARY);

        assertThat(ceilings.obstacles()).containsExactly(obstacle);
        assertThat(ceilings.open()).isEmpty();
    }

    @Test
    void areUnknownOfOtherCorpora() {
        for (String kind : List.of("none", "uniform")) {
            assertThat(Ceilings.of(corpus(kind), BayesReaderTest.examples(), VOCABULARY)
                            .obstacles())
                    .containsExactly("ceilings are known for corpus.generator.kind = stories or echoes");
        }
    }

    @Test
    void areUnknownWhereWordsAreCut() {
        Vocabulary few = Miniature.vocabulary(Miniature.LANGUAGE);
        Ceilings ceilings = Ceilings.of(corpus("stories"), BayesReaderTest.examples(), few);

        assertThat(ceilings.obstacles())
                .singleElement()
                .asString()
                .matches("3[0-9]{2} words are not a single piece of the vocabulary: ,, \\., .*, \\.\\.\\.");
    }
}
