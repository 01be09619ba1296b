package cloze.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;

/**
 * A copy of the scripts in a folder of any name, as after a build. Its {@code java} prints what the scripts give it, or
 * runs it with the classes under test.
 *
 * @param home the copy of the project's folder
 * @param programs a folder for PATH, with that {@code java}
 */
record Checkout(Path home, Path programs) {
    private static final String JAVA = System.getProperty("java.home") + "/bin/java";

    /** Prints the arguments, the locale and the folder of the scripts; reports its version as any java does. */
    private static final String PRINTING =
            """
            #!%s
            case "$1" in -XshowSettings*) exec "%s" "$@" ;; esac
            printf '%%s\\n' "$@" "locale=$(locale charmap)"
            """;

    /** Replaces the class path of the scripts, {@code -cp PATH}, by that of the tests. */
    private static final String RUNNING =
            """
            #!%s
            case "$1" in -XshowSettings*) exec "%s" "$@" ;; esac
            shift 2
            exec "%s" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' "$@"
            """;

    static Checkout in(Path home) throws IOException {
        for (String folder : List.of("deploy", "conf")) {
            try (Stream<Path> files = Files.walk(Deployment.file(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = home.resolve(Deployment.HOME.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        Files.copy(Deployment.file("pom.xml"), home.resolve("pom.xml"));
        for (String module : List.of("pipeline", "jobs")) {
            Files.createDirectories(home.resolve(module + "/src/main"));
            Files.createFile(home.resolve(module + "/pom.xml"));
        }
        Files.deleteIfExists(home.resolve("deploy/threads.env"));
        var checkout = new Checkout(home, Files.createDirectories(home.resolveSibling("programs")));
        checkout.writeJar(version());
        checkout.writeJava(PRINTING.formatted("/usr/bin/env bash", JAVA));
        return checkout;
    }

    static String version() throws IOException {
        return Deployment.text("pom.xml")
                .lines()
                .filter(line -> line.startsWith("  <version>"))
                .map(line -> line.replaceAll("</?version>", "").strip())
                .findFirst()
                .orElseThrow();
    }

    /** Writes an empty jar of {@code version}. */
    Path writeJar(String version) throws IOException {
        Path jar = home.resolve("jobs/target/cloze-jobs_2.12-%s-all.jar".formatted(version));
        Files.createDirectories(jar.getParent());
        try (var empty = new ZipOutputStream(Files.newOutputStream(jar))) {
            empty.setComment("classes are on the class path");
        }
        return jar;
    }

    /** Makes the scripts run the classes under test. */
    void runClasses() throws IOException {
        writeJava(RUNNING.formatted("/usr/bin/env bash", JAVA, JAVA, System.getProperty("java.class.path")));
    }

    private void writeJava(String script) throws IOException {
        Path java = Files.writeString(programs.resolve("java"), script);
        if (!java.toFile().setExecutable(true)) {
            throw new IOException(java + " cannot be made executable");
        }
    }

    /** PATH of a shell that finds this java first. */
    String path() {
        return programs + ":" + System.getenv("PATH");
    }
}
