package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ExampleCodecTest {
    @Test
    void decodingGivesBackWhatWasEncoded() {
        for (MaskedExample example : MaskedRows.examples(200)) {
            assertThat(ExampleCodec.decode(ByteBuffer.wrap(ExampleCodec.encode(example))))
                    .usingRecursiveComparison()
                    .isEqualTo(example);
        }
    }

    @Test
    void keepsTheLargestIdAndAnEmptyMask() {
        var example = new MaskedExample(
                "x/0/0", new int[] {0, 127, 128, Integer.MAX_VALUE}, new int[] {0, 0, 1, 1}, new int[0], new int[0], 1);
        assertThat(ExampleCodec.decode(ByteBuffer.wrap(ExampleCodec.encode(example))))
                .usingRecursiveComparison()
                .isEqualTo(example);
    }

    @Test
    void refusesSegmentsThatGoBack() {
        var example = new MaskedExample("x/0/0", new int[] {1, 2, 3}, new int[] {0, 1, 0}, new int[0], new int[0], 1);
        assertThatThrownBy(() -> ExampleCodec.encode(example)).hasMessageContaining("zeros, then ones");
    }
}
