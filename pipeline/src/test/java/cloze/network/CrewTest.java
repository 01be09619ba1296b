package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrewTest {
    @AfterEach
    void alone() {
        Crew.size(1);
    }

    @Test
    void everyPieceIsDoneOnceByAMember() {
        Crew.size(3);
        var done = new AtomicIntegerArray(1000);
        Crew.each(1000, (member, index) -> {
            assertThat(member).isBetween(0, 2);
            done.incrementAndGet(index);
        });
        for (int i = 0; i < done.length(); i++) {
            assertThat(done.get(i)).isEqualTo(1);
        }
    }

    @Test
    void twoMembersWorkAtOnce() {
        Crew.size(2);
        var both = new CountDownLatch(2);
        Crew.each(2, (member, index) -> {
            both.countDown();
            try {
                assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whatAPieceThrowsIsThrownWhenNoMemberIsAtWorkAnyMore() {
        Crew.size(2);
        var atWork = new AtomicInteger();
        var begun = new AtomicInteger();
        assertThatThrownBy(() -> Crew.each(1000, (member, index) -> {
                    begun.incrementAndGet();
                    atWork.incrementAndGet();
                    try {
                        if (index == 3) {
                            throw new IllegalStateException("piece 3");
                        }
                        LockSupport.parkNanos(100_000);
                    } finally {
                        atWork.decrementAndGet();
                    }
                }))
                .hasMessage("piece 3");
        assertThat(atWork).hasValue(0);
        assertThat(begun.get()).isLessThan(1000);
    }

    @Test
    void theSizeIsThatOfTheThreadThatAskedForIt() throws InterruptedException {
        Crew.size(3);
        var others = new int[1];
        Thread other = new Thread(() -> others[0] = Crew.size());
        other.start();
        other.join();
        assertThat(others).containsExactly(1);
        assertThat(Crew.size()).isEqualTo(3);
    }

    /** Sizes at which products are cut and the vocabulary has several blocks. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void theNumberOfThreadsChangesNoBitOfAStep(Kind kind) {
        var network = new NetworkConfig(
                kind, 5000, 256, 1, 4, 1024, 0.1, 0.1, 64, 2, Initializer.SCALED, 0.02, HiddenAct.GELU_NEW);
        Minibatch minibatch = Minibatches.random(24, 64, 5000, 3);
        float[] one = gradient(network, minibatch, 1);
        assertThat(gradient(network, minibatch, 2)).isEqualTo(one);
        assertThat(gradient(network, minibatch, 5)).isEqualTo(one);
        assertThat(Arrays.equals(one, new float[one.length])).isFalse();
    }

    private static float[] gradient(NetworkConfig network, Minibatch minibatch, int threads) {
        Crew.size(threads);
        ComputationGraph graph = Networks.graph(network);
        try {
            return Networks.gradient(graph, minibatch).toFloatVector();
        } finally {
            BertGraph.release(graph);
        }
    }
}
