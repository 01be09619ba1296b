package cloze.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("platform")
class SparkPlatformTest {
    private static final SparkPlatform THREE = new SparkPlatform("3.5.9", "2.12");
    private static final SparkPlatform FOUR = new SparkPlatform("4.2.0", "2.13");

    @Test
    void thisBuildRunsOnThisSpark() {
        SparkPlatform.require();
        SparkPlatform.requireJava();
        assertThat(SparkPlatform.builtFor().faultOn(SparkPlatform.running())).isEmpty();
    }

    @Test
    void aBuildRunsOnOtherReleasesOfItsPlatform() {
        assertThat(THREE.faultOn(new SparkPlatform("3.5.0", "2.12.18"))).isEmpty();
        assertThat(THREE.faultOn(new SparkPlatform("3.5.2-amzn-1", "2.12.18"))).isEmpty();
        assertThat(FOUR.faultOn(new SparkPlatform("4.0.1", "2.13.16"))).isEmpty();
        assertThat(FOUR.faultOn(new SparkPlatform("4.3.0-SNAPSHOT", "2.13.18"))).isEmpty();
    }

    @Test
    void aBuildForTheOtherPlatformIsNamedInOneLine() {
        assertThat(FOUR.faultOn(new SparkPlatform("3.5.7", "2.12.18")))
                .isEqualTo(
                        "This build is for Spark 4 with Scala 2.13, and this is Spark 3.5.7 with Scala 2.12.18; use the"
                                + " build for it: cloze-jobs_2.12 or cloze-pipeline_2.12");
        assertThat(THREE.faultOn(new SparkPlatform("4.0.1", "2.13.16")))
                .startsWith("This build is for Spark 3.5 with Scala 2.12, and this is Spark 4.0.1 with Scala 2.13.16;")
                .contains("cloze-jobs_2.13")
                .hasLineCount(1);
    }

    @Test
    void aPlatformWithoutABuildIsRefusedWithThoseThatHaveOne() {
        for (SparkPlatform other : new SparkPlatform[] {
            new SparkPlatform("3.4.4", "2.12.17"),
            new SparkPlatform("3.5.9", "2.13.8"),
            new SparkPlatform("2.4.8", "2.11.12"),
            new SparkPlatform("5.0.0", "3.7.1")
        }) {
            assertThat(THREE.faultOn(other))
                    .contains("this is Spark " + other.spark())
                    .contains("no build for it")
                    .contains("Spark 3.5 with Scala 2.12 and Spark 4 with Scala 2.13");
            assertThat(FOUR.faultOn(other)).contains("no build for it");
        }
    }
}
