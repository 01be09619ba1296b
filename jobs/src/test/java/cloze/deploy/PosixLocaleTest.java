package cloze.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a POSIX locale, as cron and containers have it, Java cannot read names that are not ASCII. The scripts set another
 * one; a process without them refuses to run.
 */
@Tag("slow")
class PosixLocaleTest {
    private static final List<String> NAMES = List.of("plain.txt", "Straße.txt", "雨.txt", "e\u0301te\u0301.txt");

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void writeCorpus() throws IOException {
        checkout = Checkout.in(folder.resolve("a checkout"));
        checkout.runClasses();
        Path corpus = Files.createDirectories(folder.resolve("Bücher"));
        for (int file = 0; file < NAMES.size(); file++) {
            String number = " number " + file;
            Files.writeString(
                    corpus.resolve(NAMES.get(file)), "Anna sees it%s.\nPeter sold it%s.\n\n".formatted(number, number).repeat(3));
        }
    }

    private Shell run(Map<String, String> environment, List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", checkout.path());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Shell(process.waitFor(), output);
    }

    private Shell local(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(checkout.home() + "/deploy/local.sh"));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    private List<String> prepared(Map<String, String> environment, String output) throws Exception {
        Shell shell = local(
                environment,
                "prepare",
                "--master",
                "local[2]",
                "--set",
                "corpus.input=Bücher",
                "--set",
                "vocabulary.vocab-size=60",
                "--set",
                "corpus.validation-fraction = 0, examples { max-seq-length = 24, "
                        + "gates { max-unk-share = 1, mask-share-tolerance = 1, min-random-next-share = 0, max-random-next-share = 1, "
                        + "max-shortcut-auc = 1, max-duplicate-document-share = 1, max-rejected-share = 1, min-examples = 0 } }",
                "--set",
                "output=" + output);
        assertThat(shell.exitCode()).as(shell.output()).isZero();
        return Files.readAllLines(folder.resolve(output).resolve("quality/documents.csv"));
    }

    @Test
    void anEmptyEnvironmentPreparesTheSameExamples() throws Exception {
        List<String> expected = prepared(Map.of("LC_ALL", "C.UTF-8"), "läufe/utf-8");
        assertThat(prepared(Map.of(), "läufe/leer")).isEqualTo(expected);
        assertThat(expected.toString()).containsPattern("train,%d\\b".formatted(NAMES.size() * 3));
    }

    @Test
    void aTextArrivesAsTyped() throws Exception {
        for (Map<String, String> environment : List.of(Map.of("LC_ALL", "C"), Map.of("LANG", "POSIX"))) {
            Shell shell = local(environment, "fill-mask", "--set", "text=La rivière née 雨");
            assertThat(shell.exitCode()).isEqualTo(3);
            assertThat(shell.output()).contains("text = La rivière née 雨: expected at least one [MASK]");
        }
    }

    @Test
    void aProcessStartedWithoutTheScriptsRefuses() throws Exception {
        String java = System.getProperty("java.home") + "/bin/java";
        List<String> command = new ArrayList<>(List.of(java, "-Dfile.encoding=UTF-8"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "cloze.jobs.Main", "prepare"));
        Shell refused = run(Map.of("LC_ALL", "C"), command);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output().lines().filter(line -> !line.startsWith("SLF4J")).collect(Collectors.joining("\n")))
                .contains("sun.jnu.encoding", "expected UTF-8", "Set LC_ALL=C.UTF-8")
                .doesNotContain("\tat ");
    }
}
