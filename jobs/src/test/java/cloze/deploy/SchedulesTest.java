package cloze.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every schedule is read by its own tool where this machine has it, and always by a small reader here. */
class SchedulesTest {
    private static final String SERVICE = "cloze-retrain.service";
    private static final String TIMER = "cloze-retrain.timer";
    private static final String ALERT = "cloze-alert@.service";

    @TempDir
    Path folder;

    /** Values by {@code Section.Key}; of a repeated key the last. */
    private static Map<String, String> unit(String name) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        String section = "";
        for (String line : Deployment.text("deploy/schedule/" + name).lines().toList()) {
            if (line.matches("\\[\\w+]")) {
                section = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] pair = line.split("=", 2);
                assertThat(pair).as(line).hasSize(2);
                values.put(section + "." + pair[0], pair[1]);
            }
        }
        return values;
    }

    @Test
    void theServiceRetriesEndsInTimeAndAlerts() throws IOException {
        assertThat(unit(SERVICE))
                .containsEntry("Service.Type", "oneshot")
                .containsEntry("Service.TimeoutStartSec", "4h")
                .containsEntry("Service.Restart", "on-failure")
                .containsEntry("Service.RestartPreventExitStatus", "2 3 4 5")
                .containsEntry("Service.NoNewPrivileges", "yes")
                .containsEntry("Unit.StartLimitBurst", "3")
                .containsEntry("Unit.OnFailure", "cloze-alert@%N.service")
                .doesNotContainEntry("Service.User", "root");
        assertThat(unit(SERVICE).get("Service.ExecStart")).startsWith("/opt/cloze/deploy/submit.sh retrain ");
        assertThat(unit(TIMER))
                .containsEntry("Timer.OnCalendar", "*-*-* 02:17:00")
                .containsEntry("Timer.Persistent", "true")
                .containsEntry("Install.WantedBy", "timers.target");
        assertThat(unit(ALERT).get("Service.ExecStart")).isEqualTo("/opt/cloze/deploy/schedule/alert.sh %i");
    }

    @Test
    void systemdAcceptsTheUnits() throws Exception {
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
        for (String name : List.of(SERVICE, TIMER, ALERT)) {
            // The programs are where this copy of the project is.
            String text = Deployment.text("deploy/schedule/" + name).replace("/opt/cloze", Deployment.HOME.toString());
            Path unit = Files.writeString(folder.resolve(name), text);
            if (!name.equals(ALERT)) {
                command.add(unit.toString());
            }
        }
        if (Shell.has("systemd-analyze")) {
            Shell verified = Shell.run(Map.of(), command.toArray(String[]::new));
            assertThat(verified.output()).doesNotContain("cloze");
            assertThat(verified.exitCode()).as(verified.output()).isZero();
        }
        // Every program that the units name is there and may be run.
        for (String name : List.of(SERVICE, ALERT)) {
            String program =
                    unit(name).get("Service.ExecStart").split(" ", -1)[0].replace("/opt/cloze", "");
            assertThat(Deployment.file(program.substring(1))).isExecutable();
        }
    }

    @Test
    void theCrontabHasFiveFieldsAndAProgram() throws IOException {
        List<String> lines = Deployment.text("deploy/schedule/cloze.crontab")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines).hasSize(1);
        String[] fields = lines.get(0).split(" ", 6);
        assertThat(isCron(String.join(" ", Arrays.copyOf(fields, 5)))).isTrue();
        assertThat(fields[5])
                .startsWith("/opt/cloze/deploy/schedule/nightly.sh ")
                .doesNotContain("%");
        assertThat(isCron(Deployment.at(
                                Deployment.yaml("deploy/schedule/cloze-retrain.yaml")
                                        .get(0),
                                "spec.schedule")
                        .toString()))
                .isTrue();
        assertThat(isCron("61 2 * * *")).isFalse();
        assertThat(isCron("1 2 * *")).isFalse();
    }

    /** Minute, hour, day of month, month, day of week: a star or a number each. */
    private static boolean isCron(String line) {
        int[][] ranges = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}};
        String[] fields = line.split(" ", -1);
        if (fields.length != ranges.length) {
            return false;
        }
        for (int i = 0; i < fields.length; i++) {
            boolean star = fields[i].equals("*");
            boolean number = fields[i].matches("\\d+")
                    && Integer.parseInt(fields[i]) >= ranges[i][0]
                    && Integer.parseInt(fields[i]) <= ranges[i][1];
            if (!star && !number) {
                return false;
            }
        }
        return true;
    }

    /** A submit.sh that notes its arguments and ends with the next of {@code codes}. */
    private Shell nightly(String codes, String... more) throws Exception {
        Path submit = folder.resolve("submit.sh");
        Files.writeString(
                submit,
                """
                #!/usr/bin/env bash
                echo "$@" >>"%1$s/calls"
                read -r first rest <"%1$s/codes"
                echo "$rest" >"%1$s/codes"
                exit "$first"
                """
                        .formatted(folder));
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("codes"), codes + "\n");
        Map<String, String> environment = new LinkedHashMap<>(Map.of(
                "CLOZE_ENV", "/dev/null",
                "CLOZE_SUBMIT", submit.toString(),
                "CLOZE_MASTER", "yarn",
                "CLOZE_CONF", "retrain.conf",
                "CLOZE_RETRY_SECONDS", "0",
                "CLOZE_LOCK", folder.resolve("lock").toString()));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return Shell.run(environment, "deploy/schedule/nightly.sh");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1 0, 2, 0", "1 1 1, 3, 1", "3 0, 1, 3", "1 5 0, 2, 5"})
    void aNightTriesAgainWhatMayPass(String codes, int calls, int exitCode) throws Exception {
        Shell night = nightly(codes);
        assertThat(night.exitCode()).as(night.output()).isEqualTo(exitCode);
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .hasSize(calls)
                .containsOnly("retrain --conf retrain.conf --master yarn");
        assertThat(night.output().contains("alert: cloze retrain failed")).isEqualTo(exitCode != 0);
    }

    @Test
    void aNightThatTakesTooLongIsEnded() throws Exception {
        Path slow = Files.writeString(folder.resolve("slow.sh"), "#!/usr/bin/env bash\nsleep 60\n");
        assertThat(slow.toFile().setExecutable(true)).isTrue();
        Shell night = nightly("0", "CLOZE_SUBMIT", slow.toString(), "CLOZE_TIMEOUT", "1", "CLOZE_ATTEMPTS", "1");
        assertThat(night.exitCode()).isEqualTo(124);
        assertThat(night.output()).contains("it ran out of time");
    }

    @Test
    void theAlertIsPostedToTheWebhook() throws Exception {
        List<String> bodies = new ArrayList<>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String url =
                    "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
            Shell alert =
                    Shell.run(Map.of("CLOZE_ALERT_URL", url), "deploy/schedule/alert.sh", "cloze \"retrain\"", "5");
            assertThat(alert.exitCode()).as(alert.output()).isZero();
            if (Shell.has("curl")) {
                assertThat(bodies).hasSize(1);
                assertThat(Deployment.at(Deployment.documents(bodies.get(0)).get(0), "text")
                                .toString())
                        .startsWith("cloze \"retrain\" failed on ")
                        .endsWith("exit code 5: training diverged");
            } else {
                assertThat(alert.output()).contains("alert: cloze \"retrain\" failed");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theImagesEntryPointAlertsWhenADriverFails() throws Exception {
        Path here = Files.createDirectories(folder.resolve("deploy"));
        for (String name : List.of("kubernetes/entrypoint.sh", "schedule/alert.sh")) {
            Path source = Deployment.file("deploy/" + name);
            Files.copy(source, here.resolve(source.getFileName()), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path spark = Files.writeString(folder.resolve("entrypoint"), "#!/usr/bin/env bash\nexit \"$2\"\n");
        assertThat(spark.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("CLOZE_ENTRYPOINT", spark.toString(), "CLOZE_ALERT_NAME", "night");
        String entrypoint = here.resolve("entrypoint.sh").toString();

        Shell failed = Shell.run(environment, entrypoint, "driver", "4");
        assertThat(failed.exitCode()).isEqualTo(4);
        assertThat(failed.output()).contains("alert: night failed", "a corrupt artifact");
        assertThat(Shell.run(environment, entrypoint, "driver", "0")).isEqualTo(new Shell(0, ""));
        assertThat(Shell.run(environment, entrypoint, "executor", "4")).isEqualTo(new Shell(4, ""));
    }
}
