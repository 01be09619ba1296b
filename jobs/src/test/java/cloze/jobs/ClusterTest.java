package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.network.kernel.KernelChoice;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
class ClusterTest {
    private static final int CORES = 2;
    private static final int BAD_CONFIGURATION = 2;

    private final FaultGround ground;

    ClusterTest(FaultGround ground) {
        this.ground = ground;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Tag("platform")
    void executorsGiveTheWeightsOfOneProcessHoweverManyThereAre(int executors) {
        String output = ground.place("executors-" + executors);
        var watch = ClusterWatch.peaceful();
        Map<String, String> settings = Map.of("spark.executor.cores", Integer.toString(CORES / executors));
        FaultGround.succeed(ground.cluster().run(settings, watch, new PretrainJob(), ground.pretrain(output)));
        assertThat(watch.executors()).isEqualTo(executors);
        assertThat(Contents.of(output)).containsExactlyEntriesOf(Contents.of(ground.model()));
    }

    @Test
    void executorsThatRoundOtherwiseAreRefused() {
        Map<String, String> scalar =
                Map.of("spark.executor.extraJavaOptions", "-D%s=scalar".formatted(KernelChoice.PROPERTY));
        CapturedJob run = ground.cluster()
                .run(scalar, ClusterWatch.peaceful(), new PretrainJob(), ground.pretrain(ground.place("mixed")));
        boolean driverIsScalar = KernelChoice.current() == KernelChoice.SCALAR;
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(driverIsScalar ? 0 : BAD_CONFIGURATION);
    }
}
