package cloze.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloze.config.hocon.ConfigLoader;
import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatesConfigTest {
    private static GatesConfig load(String... overrides) {
        return ConfigLoader.load(Optional.empty(), List.of(overrides))
                .examples()
                .gates();
    }

    @Test
    void hasDefaults() {
        assertThat(load())
                .isEqualTo(new GatesConfig(0.05, 0.05, 0.3, 0.9, 0.95, 0.3, 0.05, 0.5, 0.1, 1, new ByteSize(2 << 20)));
    }

    @Test
    void readsEveryKey() {
        assertThat(load(
                        "examples.gates.max-unk-share=1",
                        "examples.gates.mask-share-tolerance=1",
                        "examples.gates.min-random-next-share=0",
                        "examples.gates.max-random-next-share=1",
                        "examples.gates.max-shortcut-auc=1",
                        "examples.gates.max-duplicate-document-share=1",
                        "examples.gates.max-leaked-document-share=1",
                        "examples.gates.max-leaked-sentence-share=1",
                        "examples.gates.max-rejected-share=1",
                        "examples.gates.min-examples=0",
                        "examples.gates.sample-bytes=0"))
                .isEqualTo(GatesConfig.OFF);
    }

    @Test
    void saysWhatNoShareMayBe() {
        InvalidConfigException faults = catchThrowableOfType(
                InvalidConfigException.class,
                () -> load(
                        "examples.gates.max-unk-share=5",
                        "examples.gates.max-shortcut-auc=0.2",
                        "examples.gates.min-random-next-share=0.95",
                        "examples.gates.min-examples=-1"));

        assertThat(faults.problems())
                .anySatisfy(
                        fault -> assertThat(fault).startsWith("examples.gates.max-unk-share = 5.0: must be in [0, 1]"))
                .anySatisfy(fault ->
                        assertThat(fault).startsWith("examples.gates.max-shortcut-auc = 0.2: must be in [0.5, 1]"))
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith(
                                "examples.gates.min-random-next-share = 0.95: must be at most max-random-next-share"))
                .anySatisfy(
                        fault -> assertThat(fault).startsWith("examples.gates.min-examples = -1: must be at least 0"));
    }
}
