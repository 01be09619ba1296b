package cloze.jobs;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A real YARN beside a real HDFS: a resource manager and two node managers in this JVM, whose containers are processes of this machine.
 *
 * @param hdfs the default file system of its applications
 * @param cluster the managers
 * @param folder has the configuration of clients, and the logs of containers
 */
record SmallYarn(SmallHdfs hdfs, MiniYARNCluster cluster, Path folder) implements AutoCloseable {
    private static final int NODES = 2;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            entry(YarnConfiguration.NM_PMEM_MB, "6144"),
            entry(YarnConfiguration.NM_VCORES, "4"),
            entry(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, "64"),
            // A JVM reserves addresses that it never uses.
            entry(YarnConfiguration.NM_VMEM_CHECK_ENABLED, "false"),
            // The node managers measure the memory of containers themselves; by default they leave that to cgroups.
            entry(YarnConfiguration.YARN_MINICLUSTER_CONTROL_RESOURCE_MONITORING, "true"),
            entry(YarnConfiguration.NM_MEMORY_RESOURCE_ENFORCED, "false"),
            entry(YarnConfiguration.NM_CONTAINER_MON_INTERVAL_MS, "500"),
            entry(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, "100"),
            entry("yarn.scheduler.capacity.root.queues", "default"),
            entry("yarn.scheduler.capacity.root.default.capacity", "100"),
            entry("yarn.scheduler.capacity.maximum-am-resource-percent", "1"));

    static SmallYarn start(Path folder) throws IOException {
        var hdfs = SmallHdfs.start(folder.resolve("hdfs"));
        System.setProperty("test.build.data", folder.toString());
        var settings = new Configuration(hdfs.cluster().getConfiguration(0));
        SETTINGS.forEach(settings::set);
        var cluster = new MiniYARNCluster("yarn", NODES, 1, 1);
        cluster.init(new YarnConfiguration(settings));
        cluster.start();
        var yarn = new SmallYarn(hdfs, cluster, folder);
        SmallHdfs.write(cluster.getConfig(), yarn.configuration());
        return yarn;
    }

    /** As HADOOP_CONF_DIR. */
    Path configuration() {
        return folder.resolve("configuration");
    }

    /** What all containers of {@code application} have printed, by their names. */
    Map<String, String> logs(String application) {
        Map<String, String> logs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("yarn"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (file.toString().contains(application + "/container_")
                        && List.of("stdout", "stderr").contains(name)) {
                    String container = file.getParent().getFileName().toString();
                    logs.merge(container, Files.readString(file), String::concat);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return logs;
    }

    /** The processes with a driver of an application in them. */
    static List<ProcessHandle> drivers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> isJava(process, "org.apache.spark.deploy.yarn.ApplicationMaster"::equals))
                .toList();
    }

    private static boolean isJava(ProcessHandle process, Predicate<String> argument) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/%d/cmdline".formatted(process.pid())));
            String[] words = new String(line, StandardCharsets.UTF_8).split("\0", -1);
            return words[0].endsWith("/java") && Stream.of(words).anyMatch(argument);
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        hdfs.close();
    }
}
