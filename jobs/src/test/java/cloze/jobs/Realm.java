package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link SecuredHdfs} as its clients see it.
 *
 * @param folder with what it gives them
 * @param servers the JVM in which it runs
 */
record Realm(Path folder, OwnJvm servers) implements AutoCloseable {
    /** Starts it; {@link #await} returns when it is up. */
    static Realm start(Path folder) {
        return new Realm(
                folder,
                OwnJvm.start(
                        folder.resolve("realm.log"),
                        List.of("-Xmx512m"),
                        SecuredHdfs.class.getName(),
                        folder.toString()));
    }

    void await() throws InterruptedException {
        servers.await(() -> Files.exists(folder.resolve("ready")));
    }

    /** A place in its file system. */
    static String hdfs(String name) {
        return "hdfs:///cloze/" + name;
    }

    /** The folder that HADOOP_CONF_DIR names. */
    String configuration() {
        return folder.resolve("configuration").toString();
    }

    /** The path of its krb5.conf. */
    String krb5() {
        return folder.resolve("krb5.conf").toString();
    }

    /** Settings of a job that logs in with the keytab. */
    List<String> keytab() {
        return List.of(
                "spark.kerberos.principal=" + SecuredHdfs.USER,
                "spark.kerberos.keytab=" + folder.resolve("cloze.keytab"));
    }

    /** A copy, on this machine, of what {@link #hdfs} names. */
    String fetched(String name) throws InterruptedException {
        String copy = folder.resolve("fetched-" + name).toString();
        OwnJvm copying = OwnJvm.start(
                folder.resolve("copy.log"),
                List.of(),
                SecuredHdfs.Copy.class.getName(),
                folder.toString(),
                "/cloze/" + name,
                copy);
        assertThat(copying.process().waitFor()).as(copying.output()).isZero();
        return copy;
    }

    @Override
    public void close() {
        servers.close();
    }
}
