package cloze.benchmark.exchange;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The machines behind the executors. Executors of one machine share its processors, whatever number of cores Spark was told.
 *
 * @param count number of machines
 * @param processors number of processors that the executors can use at the same time
 * @param kind processor of the driver's machine
 */
public record Machines(int count, int processors, String kind) {
    /** A number that Linux draws at each start, the same in all containers and network namespaces of a machine. */
    private static final Path MACHINE = Path.of("/proc/sys/kernel/random/boot_id");

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private record Executor(String id, String machine, int ofMachine, int own) implements Serializable {}

    /** Asks as many tasks as there are {@code workers}, which are likely to reach every executor that a round reaches. */
    public static Machines of(JavaSparkContext spark, int workers) {
        Map<String, Executor> executors = new HashMap<>();
        spark.parallelize(IntStream.range(0, workers).boxed().toList(), workers)
                .map(worker -> executor())
                .collect()
                .forEach(executor -> executors.put(executor.id(), executor));
        Map<String, Integer> own = new HashMap<>();
        Map<String, Integer> all = new HashMap<>();
        for (Executor executor : executors.values()) {
            own.merge(executor.machine(), executor.own(), Integer::sum);
            all.merge(executor.machine(), executor.ofMachine(), Math::max);
        }
        int processors = own.entrySet().stream()
                .mapToInt(machine -> Math.min(machine.getValue(), all.get(machine.getKey())))
                .sum();
        try {
            return new Machines(own.size(), processors, processor());
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + PROCESSORS, e);
        }
    }

    private static Executor executor() throws IOException {
        boolean isLinux = Files.isReadable(MACHINE);
        String machine = isLinux
                ? Files.readString(MACHINE).strip()
                : InetAddress.getLocalHost().getHostName();
        int own = Runtime.getRuntime().availableProcessors();
        int ofMachine = isLinux ? Math.max(own, (int) count("processor")) : own;
        return new Executor(SparkEnv.get().executorId(), machine, ofMachine, own);
    }

    private static long count(String field) throws IOException {
        try (var lines = Files.lines(PROCESSORS, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(field)).count();
        }
    }

    /** Returns the name of this machine's processors, and their number. */
    private static String processor() throws IOException {
        String name = System.getProperty("os.arch");
        if (Files.isReadable(PROCESSORS)) {
            try (var lines = Files.lines(PROCESSORS, StandardCharsets.ISO_8859_1)) {
                name = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(name);
            }
        }
        return "%s, %d processors".formatted(name, Runtime.getRuntime().availableProcessors());
    }
}
