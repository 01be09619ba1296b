package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloze.jobs.command.JobFailedException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notebook, an application or a platform's JAR task runs a job where Spark runs already: neither Spark nor the JVM is the job's to end. */
@Tag("spark")
@Tag("platform")
class GivenSessionTest {
    @TempDir
    Path folder;

    private SparkContext context;

    private SparkContext begin(String... settings) {
        var conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("the owner's")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            conf.set(parts[0], parts[1]);
        }
        context = new SparkContext(conf);
        return context;
    }

    @AfterEach
    void end() {
        context.stop();
    }

    private CapturedJob generate(String name) {
        return CapturedJob.run(
                new GenerateJob(),
                "--set",
                "corpus.generator { kind = stories, documents = 20 }",
                "--set",
                "output=\"" + folder.resolve(name) + "\"");
    }

    private void assertUntouched() {
        assertThat(context.isStopped()).isFalse();
        assertThat(context.appName()).isEqualTo("the owner's");
        assertThat(SparkSession.builder().getOrCreate().range(3).count()).isEqualTo(3);
    }

    @Test
    void jobsUseTheContextThatRunsAndLeaveItRunning() {
        begin();
        var level = LogManager.getRootLogger().getLevel();

        assertThat(generate("first").exitCode()).isZero();
        assertUntouched();
        assertThat(generate("second").exitCode()).isZero();
        assertUntouched();
        assertThat(LogManager.getRootLogger().getLevel()).isEqualTo(level);
    }

    @Test
    void theSettingsOfASessionThatRunsStayAsTheyAre() {
        begin();
        SparkSession session = SparkSession.builder().getOrCreate();
        session.conf().set("spark.sql.shuffle.partitions", "7");

        assertThat(generate("documents").exitCode()).isZero();
        assertThat(session.conf().get("spark.sql.shuffle.partitions")).isEqualTo("7");
        assertThat(context.getConf().contains("spark.driver.maxResultSize")).isFalse();
    }

    @Test
    void settingsThatComeTooLateAreAskedForAtTheStart() {
        begin();

        assertThat(generate("documents").progress())
                .contains("started with spark.driver.maxResultSize = 1g")
                .contains("start it with spark.driver.maxResultSize=0")
                .contains("start it with spark.broadcast.compress=false");
    }

    @Test
    void nothingIsAskedOfASessionWithTheSettings() {
        begin("spark.driver.maxResultSize=0", "spark.broadcast.compress=false");

        assertThat(generate("documents").progress()).doesNotContain("this session was started");
    }

    @Test
    void aFailedJobThrowsInsteadOfEndingTheProcess() throws IOException {
        begin();
        String missing = folder.resolve("nothing-here").toString();

        assertThat(exitCode(() -> Main.main(new String[] {"no-such-job"}))).isEqualTo(2);
        assertThat(exitCode(() -> Main.main(new String[] {"generate", "--set", "no.such.key=1"})))
                .isEqualTo(2);
        assertThat(exitCode(() -> GenerateJob.main(new String[] {"--no-such-option"})))
                .isEqualTo(2);
        assertThat(exitCode(() -> VocabularyJob.main(new String[] {
                    "--set", "corpus.input=\"" + missing + "\"", "--set", "output=\"" + folder.resolve("out") + "\""
                })))
                .isEqualTo(3);
        assertUntouched();
    }

    @Test
    void theExceptionSaysWhereTheMessageIs() {
        begin();

        assertThatThrownBy(() -> Main.main(new String[] {"no-such-job"}))
                .isInstanceOf(JobFailedException.class)
                .hasMessage("The job failed with exit code 2; its message is on standard error");
    }

    private static int exitCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(JobFailedException.class, call).exitCode();
    }
}
