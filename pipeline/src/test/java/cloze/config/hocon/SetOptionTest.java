package cloze.config.hocon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusInput;
import cloze.config.RunConfig;
import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and paths on the command line are taken as they are typed. */
class SetOptionTest {
    private static RunConfig load(String... options) {
        return ConfigLoader.load(Optional.empty(), List.of(options));
    }

    @Test
    void aTextOfAnyLengthIsLiteral() {
        String words = "word ".repeat(20_000);
        assertThat(load("text=" + words + ".").text()).isEqualTo(words + ".");
        assertThat(load("text=\"" + words + "\"").text()).isEqualTo(words);
        assertThat(load("text=\"" + "\\\"".repeat(20_000) + "\"").text()).isEqualTo("\"".repeat(20_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Yes,\" she said, \"it is [MASK].\"",
                "\"[MASK]\" and \"no\"",
                "He said \"[MASK]",
                "\"[MASK]",
                "\"C:\\x is [MASK]\"",
                "# [MASK] // {a} ${b} = c: d, e",
                "a = 1, b = [MASK]",
                "first line\nseed = 5 [MASK]",
                "${seed} [MASK]",
                "La rivière 雨 \uD83D\uDE00 [MASK]",
                "null",
                "{}",
                "[MASK",
                "\\"
            })
    void aTextIsLiteral(String text) {
        assertThat(load("text=" + text).text()).isEqualTo(text);
        assertThat(load("text = " + text + "  ").text()).isEqualTo(text);
    }

    @Test
    void aTextInDoubleQuotesIsAStringOfHocon() {
        assertThat(load("text=\"a \\\"b\\\" \\u00e9 [MASK] \"").text()).isEqualTo("a \"b\" é [MASK] ");
        assertThat(load("text=\"\"\"a \"b\" [MASK]\"\"\"").text()).isEqualTo("a \"b\" [MASK]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs/p[1]",
                "runs/s{0}",
                "runs//x",
                "runs/#1",
                "hdfs://host:8020/a b",
                "s3a://bucket/été",
                "run-2024-01-01T00:00",
                "a=b",
                "a,b",
                "100%",
                "$HOME",
                "007",
                "true"
            })
    void aPathIsLiteral(String path) {
        assertThat(load("output=" + path).output()).isEqualTo(path);
        assertThat(load("vocabulary.file=" + path).vocabulary().file()).isEqualTo(path);
        assertThat(load("corpus.input=" + path).corpus().input()).containsExactly(new CorpusInput(path));
        assertThat(load("output=\"" + path + "\"").output()).isEqualTo(path);
    }

    @Test
    void listsObjectsAndSubstitutionsAreHocon() {
        assertThat(load("corpus.input=[a, \"b#\"]").corpus().input())
                .containsExactly(new CorpusInput("a"), new CorpusInput("b#"));
        assertThat(load("corpus.input={ path = a, weight = 2 }").corpus().input())
                .containsExactly(new CorpusInput("a", 2));
        assertThat(load("registry=r", "output=${registry}/x").output()).isEqualTo("r/x");
    }

    @Test
    void severalKeysMayFollowEachOther() {
        RunConfig config = load("output = a, seed = 7\nmodel = b");
        assertThat(config.output()).isEqualTo("a");
        assertThat(config.seed()).isEqualTo(7);
        assertThat(config.model()).isEqualTo("b");
        // As submit.sh passes a file.
        assertThat(load("# run.conf\ntext = \"a\"\nseed = 7").seed()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed=[1", "seed", "training.epochs={", "=x"})
    void otherKeysAreHocon(String option) {
        assertThatThrownBy(() -> load(option))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("--set " + option + ": must be key=value in HOCON");
    }
}
