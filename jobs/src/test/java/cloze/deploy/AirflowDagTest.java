package cloze.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The DAG, imported beside modules that stand in for those of Airflow 2 and of Airflow 3, and keep what they are given. */
class AirflowDagTest {
    private static final String RECORDERS =
            """
            class DAG:
                def __init__(self, **given):
                    self.given = given
                    self.tasks = []

                def __enter__(self):
                    DAG.current = self
                    return self

                def __exit__(self, *error):
                    return False


            class BashOperator:
                def __init__(self, **given):
                    self.given = given
                    DAG.current.tasks.append(self)
            """;

    /** Imports the DAG, prints it, and calls what Airflow calls after the last failure. */
    private static final String IMPORTER =
            """
            import sys
            from types import SimpleNamespace
            import cloze_retrain
            dag = cloze_retrain.dag
            task = dag.tasks[0].given
            print(len(dag.tasks), dag.given["dag_id"], dag.given["schedule"], dag.given["max_active_runs"], dag.given["catchup"])
            print(dag.given["default_args"]["retries"], dag.given["default_args"]["execution_timeout"])
            print(task["bash_command"])
            print(sorted(task["env"]), task["append_env"])
            dag.given["default_args"]["on_failure_callback"](
                {"var": {"value": {"cloze_home": sys.argv[1]}}, "task_instance": SimpleNamespace(task_id="retrain")})
            """;

    @TempDir
    Path folder;

    private void module(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        for (Path parent = path.getParent(); !parent.equals(folder); parent = parent.getParent()) {
            Files.createDirectories(parent);
            if (Files.notExists(parent.resolve("__init__.py"))) {
                Files.createFile(parent.resolve("__init__.py"));
            }
        }
        Files.writeString(path, text);
    }

    @Test
    void theDagNamesItsLimitsAndScripts() throws IOException {
        assertThat(Deployment.text("deploy/schedule/cloze_retrain.py"))
                .contains(
                        "\"retries\": 2",
                        "\"execution_timeout\": timedelta(hours=4)",
                        "\"on_failure_callback\": alert",
                        "max_active_runs=1",
                        "deploy/submit.sh\" retrain",
                        "deploy/schedule/alert.sh");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theDagIsImportedRetriesEndsInTimeAndAlerts(int release) throws Exception {
        assumeTrue(Shell.has("python3"));
        module("recorders.py", RECORDERS);
        if (release == 2) {
            module("airflow/operators/bash.py", "from recorders import BashOperator");
            module("airflow/__init__.py", "from recorders import DAG");
        } else {
            module("airflow/providers/standard/operators/bash.py", "from recorders import BashOperator");
            module("airflow/sdk.py", "from recorders import DAG");
        }
        module("cloze_retrain.py", Deployment.text("deploy/schedule/cloze_retrain.py"));
        module("importer.py", IMPORTER);
        Path alert =
                Files.createDirectories(folder.resolve("home/deploy/schedule")).resolve("alert.sh");
        Files.writeString(alert, "#!/bin/sh\necho \"alert: $*\"\n");
        assertThat(alert.toFile().setExecutable(true)).isTrue();

        Shell imported = Shell.run(
                Map.of("PYTHONDONTWRITEBYTECODE", "1"),
                "python3",
                folder.resolve("importer.py").toString(),
                folder.resolve("home").toString());

        assertThat(imported.exitCode()).as(imported.output()).isZero();
        assertThat(imported.output().lines())
                .containsExactlyInAnyOrder(
                        "1 cloze_retrain 17 2 * * * 1 False",
                        "2 4:00:00",
                        "exec \"$CLOZE_HOME/deploy/submit.sh\" retrain --master \"$CLOZE_MASTER\" --conf \"$CLOZE_CONF\"",
                        "['CLOZE_CONF', 'CLOZE_HOME', 'CLOZE_MASTER'] True",
                        "alert: cloze retrain");
    }
}
