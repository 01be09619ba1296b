package cloze.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
@Timeout(60)
class SideBySideTest {
    @Test
    void actionsRunAtTheSameTime() {
        var met = new CountDownLatch(2);
        Runnable meet = () -> {
            met.countDown();
            awaited(met);
        };

        SideBySide.all(Stream.of(meet, meet));

        assertThat(met.getCount()).isZero();
    }

    @Test
    void aResultIsHandedOver(SparkSession spark) {
        try (var side = new SideBySide()) {
            Supplier<Long> counted = side.start(() -> spark.range(7).count());

            assertThat(counted.get()).isEqualTo(7);
        }
    }

    @Test
    void aFailureComesAsItWasAndNotBeforeTheOthersHaveEnded() {
        var failed = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        Runnable fails = () -> {
            failed.countDown();
            throw new InvalidInputException("no text");
        };
        Runnable works = () -> {
            awaited(failed);
            ended.set(true);
        };

        assertThatThrownBy(() -> SideBySide.all(Stream.of(fails, works)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("no text");
        assertThat(ended).isTrue();
    }

    @Test
    void whatWaitsForItsTurnIsNotBegunAfterAFailure() {
        var begun = new AtomicBoolean();

        assertThatThrownBy(() -> {
                    try (var side = new SideBySide(1)) {
                        Supplier<Boolean> fails = side.start(() -> {
                            throw new InvalidInputException("no text");
                        });
                        var blocked = new CountDownLatch(1);
                        side.start(() -> blocked.await(100, TimeUnit.MILLISECONDS));
                        side.start(() -> {
                            begun.set(true);
                            return true;
                        });
                        fails.get();
                    }
                })
                .isInstanceOf(InvalidInputException.class);
        assertThat(begun).isFalse();
    }

    @Test
    void sparkJobsCarryTheDescriptionOfTheCaller(SparkSession spark) {
        spark.sparkContext().setJobGroup("group", "what is running", false);
        try (var side = new SideBySide()) {
            assertThat(side.start(() -> spark.sparkContext().getLocalProperty("spark.job.description"))
                            .get())
                    .isEqualTo("what is running");
        } finally {
            spark.sparkContext().clearJobGroup();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
