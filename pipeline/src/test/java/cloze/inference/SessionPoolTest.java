package cloze.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionPoolTest {
    @TempDir
    private Path folder;

    private ServedModel model(int seed) throws IOException {
        return ServedModel.of(TaughtModel.writeUntaught(folder.resolve("model-" + seed), seed));
    }

    private static double[] vector(ModelSession session) {
        return session.embed("the dog barks", Pooling.MEAN, 512);
    }

    @Test
    void holdsNoMoreModelsThanAskedAndGivesBackDismissedOnesWhenTheyAreIdle() throws IOException {
        var pool = new SessionPool(2);
        ServedModel first = model(1);
        double[] expected = pool.with(first, SessionPoolTest::vector);
        double[] used = pool.with(first, session -> {
            for (int seed = 2; seed < 5; seed++) {
                pool.with(unchecked(seed), SessionPoolTest::vector);
            }
            // The model has been evicted, but its weights stay until this session ends.
            return vector(session);
        });
        assertThat(used).isEqualTo(expected);
        assertThat(pool.size()).isEqualTo(2);
        assertThat(pool.with(first, SessionPoolTest::vector)).isEqualTo(expected);
    }

    private ServedModel unchecked(int seed) {
        try {
            return model(seed);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void modelsOfEqualContentAreOne() throws IOException {
        var pool = new SessionPool(2);
        assertThat(model(1).fingerprint()).isEqualTo(model(1).fingerprint()).isNotEqualTo(model(2).fingerprint());
        pool.with(model(1), SessionPoolTest::vector);
        pool.with(model(1), SessionPoolTest::vector);
        assertThat(pool.size()).isOne();
    }

    @Test
    void threadsThatAskAtOnceGetTheSameAnswer() throws IOException {
        var pool = new SessionPool(1);
        ServedModel model = model(1);
        double[] expected = pool.with(model, SessionPoolTest::vector);
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(i -> pool.with(model, SessionPoolTest::vector))
                        .toList())
                .allSatisfy(vector -> assertThat(vector).isEqualTo(expected));
    }
}
