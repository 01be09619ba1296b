package cloze.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.kerby.kerberos.kerb.client.KrbClient;
import org.apache.kerby.kerberos.kerb.type.ticket.TgtTicket;

/**
 * The main class of a JVM with a Kerberos server and an HDFS that wants its tickets, both with short lives. Hadoop and Java keep the realm in
 * static fields, so no test shares a JVM with them. The folder that is its argument gets
 *
 * <ul>
 *   <li>{@code krb5.conf}, and {@code configuration} as HADOOP_CONF_DIR;
 *   <li>{@code cloze.keytab} of the only user, {@code cloze};
 *   <li>{@code ticket}, a cache with a ticket of this user, which a new one replaces before it expires;
 *   <li>{@code ready}, an empty file, when all is up.
 * </ul>
 */
final class SecuredHdfs {
    /** Seconds. Long enough for the start of a job, shorter than a training. */
    static final int TICKET = 40;

    static final String USER = "cloze";

    static final String KRB5 = "java.security.krb5.conf";

    private static final String REALM = "PLACES.TEST";

    private SecuredHdfs() {}

    /** A main class that copies a folder from there to this machine: the folder of the realm, from, to. */
    static final class Copy {
        private Copy() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            System.setProperty(KRB5, folder.resolve("krb5.conf").toString());
            var configuration = new Configuration();
            configuration.addResource(new org.apache.hadoop.fs.Path(
                    folder.resolve("configuration/hdfs-site.xml").toUri()));
            UserGroupInformation.setConfiguration(configuration);
            UserGroupInformation.loginUserFromKeytab(
                    USER, folder.resolve("cloze.keytab").toString());
            try (FileSystem files = FileSystem.get(configuration)) {
                files.copyToLocalFile(
                        new org.apache.hadoop.fs.Path(arguments[1]), new org.apache.hadoop.fs.Path(arguments[2]));
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var properties = MiniKdc.createConf();
        properties.setProperty(MiniKdc.ORG_NAME, "PLACES");
        properties.setProperty(MiniKdc.ORG_DOMAIN, "TEST");
        var kdc = new MiniKdc(
                properties, Files.createDirectories(folder.resolve("kdc")).toFile());
        kdc.start();
        limitTickets(kdc.getKrb5conf().toPath(), folder.resolve("krb5.conf"));
        System.setProperty(KRB5, folder.resolve("krb5.conf").toString());
        File services = folder.resolve("services.keytab").toFile();
        kdc.createPrincipal(services, "hdfs/localhost", "HTTP/localhost");
        kdc.createPrincipal(folder.resolve("cloze.keytab").toFile(), USER);

        var configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        settings(services).forEach(configuration::set);
        UserGroupInformation.setConfiguration(configuration);
        MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        try (FileSystem files = cluster.getFileSystem()) {
            var home = new org.apache.hadoop.fs.Path("/cloze");
            files.mkdirs(home, FsPermission.createImmutable((short) 0700));
            files.setOwner(home, USER, USER);
        }
        SmallHdfs.write(cluster.getConfiguration(0), folder.resolve("configuration"));
        ticket(kdc, folder);
        Files.createFile(folder.resolve("ready"));
        while (true) {
            Thread.sleep(TICKET * 1000L / 4);
            ticket(kdc, folder);
        }
    }

    /** As kinit does. The old ticket can be read until the new one replaces it. */
    private static void ticket(MiniKdc kdc, Path folder) throws Exception {
        var client = new KrbClient(folder.toFile());
        client.setKdcHost("localhost");
        client.setKdcTcpPort(kdc.getPort());
        client.setAllowUdp(false);
        client.setKdcRealm(REALM);
        client.init();
        TgtTicket ticket = client.requestTgt(
                USER + "@" + REALM, folder.resolve("cloze.keytab").toFile());
        Path fresh = folder.resolve("ticket.new");
        client.storeTicket(ticket, fresh.toFile());
        Files.move(fresh, folder.resolve("ticket"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Clients ask for tickets as short as these. */
    private static void limitTickets(Path given, Path written) throws IOException {
        String text = Files.readString(given);
        Files.writeString(
                written,
                text.replace(
                        "[libdefaults]",
                        "[libdefaults]\n    ticket_lifetime = %d\n    renew_lifetime = %d".formatted(TICKET, TICKET)));
    }

    private static Map<String, String> settings(File keytab) {
        String service = "hdfs/localhost@" + REALM;
        String web = "HTTP/localhost@" + REALM;
        Map<String, String> settings = new TreeMap<>();
        settings.put("hadoop.security.authentication", "kerberos");
        settings.put("hadoop.security.authorization", "true");
        settings.put("dfs.namenode.kerberos.principal", service);
        settings.put("dfs.datanode.kerberos.principal", service);
        settings.put("dfs.namenode.keytab.file", keytab.toString());
        settings.put("dfs.datanode.keytab.file", keytab.toString());
        settings.put("dfs.web.authentication.kerberos.principal", web);
        settings.put("dfs.web.authentication.kerberos.keytab", keytab.toString());
        settings.put("dfs.block.access.token.enable", "true");
        settings.put("dfs.data.transfer.protection", "privacy");
        settings.put("hadoop.rpc.protection", "privacy");
        // Its web pages are without TLS, which data nodes otherwise refuse.
        settings.put("ignore.secure.ports.for.testing", "true");
        settings.put("dfs.replication", "1");
        settings.put("dfs.blocksize", Long.toString(SmallHdfs.BLOCK));
        // A connection that is kept needs no ticket: keep none.
        settings.put("ipc.client.connection.maxidletime", "200");
        settings.put("hadoop.kerberos.min.seconds.before.relogin", "1");
        // Of the tokens that executors have instead of tickets, milliseconds.
        settings.put("dfs.namenode.delegation.token.renew-interval", Long.toString(TICKET * 1000L));
        settings.put("dfs.namenode.delegation.token.max-lifetime", Long.toString(TICKET * 1000L));
        return settings;
    }
}
