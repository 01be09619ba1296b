package cloze.jobs;

import cloze.jobs.command.Job;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.sql.SparkSession;

/** Spark's own cluster in JVMs of this machine: a master and two hosts of two cores, each a worker with the executors it starts. */
final class StandaloneCluster implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final int HOSTS = 2;
    private static final List<String> MEMORY = List.of("-Xmx256m");

    /** Two executors of a core each, with this JVM's class path: $SPARK_HOME/jars, where they look first, is empty in a build. */
    private static final Map<String, String> EXECUTORS = Map.of(
            "spark.executor.cores",
            "1",
            "spark.cores.max",
            "2",
            "spark.executor.memory",
            "768m",
            "spark.executor.extraClassPath",
            System.getProperty("java.class.path"),
            "spark.executor.extraJavaOptions",
            "--add-modules=jdk.incubator.vector " + String.join(" ", OwnJvm.SHORT_LIVED));

    private final Path folder;
    private final List<String> options;
    private final int port = FreePort.any();
    private final int webPort = FreePort.any();
    private final OwnJvm master;
    private final List<Host> hosts = new ArrayList<>();
    private int started;

    /** @param folder where workers keep their executors' files */
    private record Host(OwnJvm worker, Path folder) {}

    private StandaloneCluster(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
        this.master = OwnJvm.start(
                folder.resolve("master.log"),
                MEMORY,
                Master.class.getName(),
                with(
                        options,
                        "--host",
                        ADDRESS,
                        "--port",
                        Integer.toString(port),
                        "--webui-port",
                        Integer.toString(webPort)));
    }

    /** Starts one whose files go to {@code folder}; returns when its workers have registered. */
    static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
        return start(folder, List.of());
    }

    /** Starts one whose master and workers get {@code options}. */
    static StandaloneCluster start(Path folder, List<String> options) throws IOException, InterruptedException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        var cluster = new StandaloneCluster(folder, options);
        cluster.awaitHosts(0);
        IntStream.range(0, HOSTS).forEach(host -> cluster.addHost());
        cluster.awaitHosts(HOSTS);
        return cluster;
    }

    private static String[] with(List<String> options, String... arguments) {
        return Stream.concat(options.stream(), Stream.of(arguments)).toArray(String[]::new);
    }

    private void addHost() {
        String name = "host-" + ++started;
        Path files = folder.resolve(name);
        hosts.add(new Host(
                OwnJvm.start(
                        folder.resolve(name + ".log"),
                        MEMORY,
                        Worker.class.getName(),
                        with(
                                options,
                                "--host",
                                ADDRESS,
                                "--webui-port",
                                "0",
                                "--cores",
                                "2",
                                "--memory",
                                "4g",
                                "--work-dir",
                                files.toString(),
                                address())),
                files));
    }

    private void awaitHosts(int count) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create("http://%s:%d/json/".formatted(ADDRESS, webPort)))
                .build();
        master.await(() -> {
            try {
                return client.send(request, BodyHandlers.ofString())
                        .body()
                        .replace(" ", "")
                        .contains("\"aliveworkers\":" + count);
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** As {@code spark.master}. */
    String address() {
        return "spark://%s:%d".formatted(ADDRESS, port);
    }

    /** Runs {@code job} with a driver in this JVM, whose system properties Spark reads. */
    CapturedJob run(Map<String, String> settings, Consumer<String> phases, Job job, String... arguments) {
        Map<String, String> properties = new TreeMap<>(EXECUTORS);
        properties.putAll(settings);
        properties.forEach(System::setProperty);
        try {
            return CapturedJob.run(address(), phases, job, arguments);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    /** Opens a session with {@code settings}, whose driver is in this JVM. */
    SparkSession session(Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder()
                .master(address())
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", ADDRESS)
                .config("spark.driver.bindAddress", ADDRESS)
                .config("spark.sql.shuffle.partitions", "3");
        EXECUTORS.forEach(builder::config);
        settings.forEach(builder::config);
        return builder.getOrCreate();
    }

    /** Starts {@code job} with a driver in a JVM of its own. */
    OwnJvm start(Path log, Job job, String... arguments) {
        Map<String, String> settings = new TreeMap<>(EXECUTORS);
        settings.put("spark.master", address());
        return OwnJvm.job(log, settings, job, arguments);
    }

    /** The worker that has started {@code executor} of {@code application}. */
    OwnJvm hostOf(String application, String executor) {
        return hosts.stream()
                .filter(host ->
                        Files.isDirectory(host.folder().resolve(application).resolve(executor)))
                .findFirst()
                .orElseThrow()
                .worker();
    }

    /** The executors of all workers. */
    List<ProcessHandle> executors() {
        return hosts.stream().flatMap(host -> host.worker().started()).toList();
    }

    /** Puts a new host in the place of {@code worker}, whose host hangs. */
    void replace(OwnJvm worker) throws InterruptedException {
        worker.kill();
        hosts.removeIf(host -> host.worker().equals(worker));
        awaitHosts(HOSTS - 1);
        addHost();
        awaitHosts(HOSTS);
    }

    @Override
    public void close() {
        hosts.forEach(host -> host.worker().close());
        master.close();
    }
}
