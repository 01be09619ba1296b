package cloze.train.averaging.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.train.averaging.StateView;
import cloze.train.synchronisation.ModelState;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ProcessStartTest {
    private static final String RUN = "ProcessStartTest";
    private static final int PARAMETERS = 5;

    private final AtomicInteger received = new AtomicInteger();

    @AfterEach
    void close() {
        ProcessStart.close(RUN);
    }

    @Test
    void isReceivedOnceForAllWorkers() throws Exception {
        int workers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            Callable<ModelState> worker = () -> start(1, 3);
            for (Future<ModelState> state : threads.invokeAll(
                    IntStream.range(0, workers).mapToObj(i -> worker).toList())) {
                assertThat(state.get().parameters()).containsOnly(3);
                assertThat(state.get().updater()).containsOnly(-3);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(received).hasValue(1);
    }

    @Test
    void isReceivedAgainInTheNextRound() {
        start(1, 3);
        assertThat(start(2, 4).parameters()).containsOnly(4);
        assertThat(received).hasValue(2);
    }

    /** A fetch fails when its executor is lost. Spark then starts other attempts. */
    @Test
    void isReceivedAgainAfterAFailure() {
        ModelState replica = empty();
        assertThatThrownBy(() -> way(1).bring(StateView.of(replica), target -> {
                    target.parameters(0, 2).put(new float[] {9, 9});
                    throw new IllegalStateException("fetch failed");
                }))
                .hasMessage("fetch failed");
        assertThat(replica.parameters()).containsOnly(0);
        assertThat(start(1, 3).parameters()).containsOnly(3);
    }

    /** With local moments, every worker receives its own. */
    @Test
    void leavesMomentsThatAreNotShared() {
        ModelState replica = empty();
        var way = new WayToWorkers.ThroughProcess(RUN, 1, PARAMETERS, 0, 1);
        way.bring(StateView.of(replica), target -> fill(target, 3));
        assertThat(replica.parameters()).containsOnly(3);
        assertThat(replica.updater()).containsOnly(0);
    }

    private ModelState start(int round, float value) {
        ModelState replica = empty();
        way(round).bring(StateView.of(replica), target -> fill(target, value));
        return replica;
    }

    private static ModelState empty() {
        return new ModelState(new float[PARAMETERS], new float[2 * PARAMETERS]);
    }

    private static WayToWorkers way(int round) {
        return new WayToWorkers.ThroughProcess(RUN, round, PARAMETERS, 2 * PARAMETERS, 1);
    }

    private void fill(StateView target, float value) {
        received.incrementAndGet();
        target.parameters(0, target.parameters()).put(filled(target.parameters(), value));
        target.updater(0, target.updater()).put(filled(target.updater(), -value));
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }
}
