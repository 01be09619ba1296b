package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * A real S3 server: <a href="https://github.com/gaul/s3proxy">S3Proxy</a> in a process of its own, whose buckets are
 * in memory. Its listings show what was written before, as those of S3 do. All tests of a JVM share it.
 *
 * @param process the server
 * @param port where it listens
 */
record SmallS3(Process process, int port) {
    private static final String BUCKET = "cloze-bucket";
    private static final long PATIENCE_SECONDS = 120;
    private static final long PAUSE_MILLIS = 50;

    private static SmallS3 shared;

    /** Starts the server, unless it runs. */
    static synchronized SmallS3 running() throws IOException, InterruptedException {
        if (shared == null) {
            shared = start(Files.createTempDirectory("s3proxy"));
        }
        return shared;
    }

    private static SmallS3 start(Path folder) throws IOException, InterruptedException {
        int port = FreePort.any();
        // Newer clients send headers that the server does not know: those of checksums, which only guard the way.
        Path settings = Files.writeString(
                folder.resolve("s3proxy.properties"),
                """
                s3proxy.authorization=none
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.ignore-unknown-headers=true
                jclouds.provider=transient
                jclouds.identity=cloze
                jclouds.credential=cloze
                """
                        .formatted(port));
        Path logging = Files.writeString(
                folder.resolve("logback.xml"),
                """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%level %logger %msg%n</pattern></encoder>
                  </appender>
                  <root level="warn"><appender-ref ref="console"/></root>
                </configuration>
                """);
        Path log = folder.resolve("s3proxy.log");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        Files.readString(Path.of(System.getProperty("cloze.s3proxy"))),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // A test run that is broken off leaves nothing running.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var server = new SmallS3(process, port);
        server.awaitBucket(log);
        return server;
    }

    private void awaitBucket(Path log) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                makeBucket(BUCKET);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > limit) {
                    throw new UncheckedIOException("S3Proxy does not answer: " + Files.readString(log), e);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    void makeBucket(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/%s".formatted(port, name)))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertThat(status).as("PUT %s", name).isEqualTo(200);
    }

    /** The address of {@code path}, which begins with a slash. */
    static String address(String path) {
        return "s3a://" + BUCKET + path;
    }

    /** What Hadoop's S3 client needs to know. */
    Map<String, String> settings() {
        return new TreeMap<>(Map.of(
                "fs.s3a.endpoint", "http://127.0.0.1:" + port,
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.connection.ssl.enabled", "false",
                "fs.s3a.access.key", "cloze",
                "fs.s3a.secret.key", "cloze"));
    }

    Configuration configuration() {
        var hadoop = new Configuration();
        settings().forEach(hadoop::set);
        return hadoop;
    }

    /** Tells the sessions of {@link CapturedJob}. */
    void tellSpark() {
        settings().forEach((key, value) -> System.setProperty("spark.hadoop." + key, value));
    }

    /** Tells them no longer. */
    void forget() {
        settings().keySet().forEach(key -> System.clearProperty("spark.hadoop." + key));
    }
}
