package cloze.train.averaging.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.train.plan.MinibatchReference;
import org.junit.jupiter.api.Test;

class MinibatchLoaderTest {
    @Test
    void readsAReferenceBackFromItsPath() {
        var reference = new MinibatchReference(3, 1L << 40, (1L << 40) + 32, -7);
        assertThat(MinibatchLoader.parse(MinibatchLoader.path(reference))).isEqualTo(reference);
    }

    @Test
    void refusesWhatIsNoReference() {
        assertThatThrownBy(() -> MinibatchLoader.parse("3/0/32"))
                .hasMessage("Minibatch reference 3/0/32: expected epoch/from/to/key");
    }
}
