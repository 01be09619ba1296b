package cloze.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/**
 * A real HDFS in this JVM: a name node, a data node.
 *
 * @param cluster both
 */
record SmallHdfs(MiniDFSCluster cluster) implements AutoCloseable {
    /** A block that is being written takes its whole size of a quota. */
    static final long BLOCK = 1 << 20;

    private static final String BLOCK_SIZE = "dfs.blocksize";
    private static final String REPLICATION = "dfs.replication";

    static SmallHdfs start(Path folder) throws IOException {
        var configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        settings().forEach((key, value) -> configuration.set(key.substring("spark.hadoop.".length()), value));
        return new SmallHdfs(
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build());
    }

    /** For drivers and executors. */
    static Map<String, String> settings() {
        return Map.of("spark.hadoop." + BLOCK_SIZE, Long.toString(BLOCK), "spark.hadoop." + REPLICATION, "1");
    }

    /** Writes {@code configuration} to {@code folder}, as HADOOP_CONF_DIR. Each file is above the defaults of its own part of Hadoop. */
    static void write(Configuration configuration, Path folder) throws IOException {
        Files.createDirectories(folder);
        var clients = new Configuration(configuration);
        // A class of Hadoop's tests, which clients do not have.
        clients.unset("net.topology.node.switch.mapping.impl");
        for (String name : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                clients.writeXml(out);
            }
        }
    }

    DistributedFileSystem files() throws IOException {
        return cluster.getFileSystem();
    }

    /** The address of {@code path}. */
    String address(String path) throws IOException {
        return files().getUri() + path;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
