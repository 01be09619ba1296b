package cloze.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusConfigTest {
    private static final GeneratorConfig NONE = new GeneratorConfig(GeneratorConfig.Kind.NONE, 1, 1, 5);

    private static CorpusConfig config(List<String> input, String column, String language, double fraction) {
        return new CorpusConfig(
                input.stream().map(CorpusInput::new).toList(),
                CorpusConfig.Format.AUTO,
                column,
                "",
                CorpusConfig.DocumentSplit.BLANK_LINE,
                CorpusConfig.LineEnd.SENTENCE,
                CorpusConfig.OnInvalid.FAIL,
                language,
                fraction,
                NONE);
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThatThrownBy(() -> config(List.of("a", " "), "", "e_n", 1))
                .isInstanceOfSatisfying(InvalidConfigException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                "corpus.input = [a,  ]: must not name a blank path",
                                "corpus.text-column = : must name a column",
                                "corpus.language = e_n: must be a language tag such as en, de or pt-BR",
                                "corpus.validation-fraction = 1.0: must be in [0, 1)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "pt-BR", "zh-Hant"})
    void takesLanguageTags(String language) {
        assertThat(config(List.of(), "text", language, 0).language()).isEqualTo(language);
    }

    @Test
    void reportsAllFaultsOfTheGenerator() {
        assertThatThrownBy(() -> new GeneratorConfig(GeneratorConfig.Kind.UNIFORM, 0, 0, 4))
                .isInstanceOfSatisfying(InvalidConfigException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                "corpus.generator.documents = 0: must be at least 1",
                                "corpus.generator.distinct-words = 0: must be at least 1",
                                "corpus.generator.pair-length = 4: must be at least 5: [CLS] a [SEP] b [SEP]"));
    }

    @Test
    void leavesThreePositionsOfAPairToTheSpecials() {
        assertThat(new GeneratorConfig(GeneratorConfig.Kind.UNIFORM, 1, 1, 128).wordsPerDocument())
                .isEqualTo(125);
    }
}
