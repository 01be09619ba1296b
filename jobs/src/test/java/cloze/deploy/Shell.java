package cloze.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A command that has ended.
 *
 * @param exitCode its exit code
 * @param output what it printed, errors included
 */
record Shell(int exitCode, String output) {
    /** Runs {@code command} in the project's folder, with {@code environment} above this process's own. */
    static Shell run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).directory(Deployment.HOME.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CLOZE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Shell(process.waitFor(), output);
    }

    /** Whether this machine has the program {@code name}. */
    static boolean has(String name) throws IOException, InterruptedException {
        return run(Map.of(), "bash", "-c", "command -v " + name).exitCode() == 0;
    }
}
