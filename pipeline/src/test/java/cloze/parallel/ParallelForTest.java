package cloze.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ParallelForTest {
    @Test
    void everyPieceIsDoneOnceByAMember() {
        var done = new AtomicIntegerArray(1000);
        ParallelFor.threads(3)
                .run(() -> ParallelFor.each(1000, (member, index) -> {
                    assertThat(member).isBetween(0, 2);
                    done.incrementAndGet(index);
                }));
        for (int i = 0; i < done.length(); i++) {
            assertThat(done.get(i)).isEqualTo(1);
        }
    }

    @Test
    void twoMembersWorkAtOnce() {
        var both = new CountDownLatch(2);
        ParallelFor.threads(2)
                .run(() -> ParallelFor.each(2, (member, index) -> {
                    both.countDown();
                    try {
                        assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    @Test
    void whatAPieceThrowsIsThrownWhenNoMemberIsAtWorkAnyMore() {
        var atWork = new AtomicInteger();
        var begun = new AtomicInteger();
        assertThatThrownBy(() -> ParallelFor.threads(2)
                        .run(() -> ParallelFor.each(1000, (member, index) -> {
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
                        })))
                .hasMessage("piece 3");
        assertThat(atWork).hasValue(0);
        assertThat(begun.get()).isLessThan(1000);
    }

    @Test
    void theNumberIsThatOfTheThreadThatAskedForIt() {
        ParallelFor.threads(3).run(() -> {
            var others = new int[1];
            Thread other = new Thread(() -> others[0] = ParallelFor.size());
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(others).containsExactly(1);
            assertThat(ParallelFor.size()).isEqualTo(3);
        });
    }

    @Test
    void whatHeldBeforeIsRestoredAlsoBehindWhatThrows() {
        assertThat(ParallelFor.size()).isEqualTo(1);
        int[] inside = ParallelFor.threads(3).get(() -> {
            int narrow = ParallelFor.threads(2).get(ParallelFor::size);
            return new int[] {narrow, ParallelFor.size()};
        });
        assertThat(inside).containsExactly(2, 3);
        assertThatThrownBy(() -> ParallelFor.threads(4).run(() -> {
                    throw new IllegalStateException("work");
                }))
                .hasMessage("work");
        assertThat(ParallelFor.size()).isEqualTo(1);
    }
}
