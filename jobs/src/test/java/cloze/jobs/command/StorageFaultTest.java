package cloze.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import javax.security.sasl.SaslException;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkException;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorageFaultTest {
    private static final String AGAIN = "then run the same command again";

    private record Told(Throwable cause, String begin) {}

    static List<Told> faults() {
        return List.of(
                new Told(
                        new SafeModeException(
                                "Cannot create directory /a. Name node is in safe mode.\nIt was turned on."),
                        "Cannot create directory /a. Name node is in safe mode.; wait until hdfs dfsadmin"),
                new Told(
                        new RemoteException(
                                SafeModeException.class.getName(), "Name node is in safe mode.\n\tat a.B.c()"),
                        "Name node is in safe mode.; wait"),
                new Told(
                        new DSQuotaExceededException("The quota of /a is exceeded"),
                        "The quota of /a is exceeded; free some space"),
                new Told(new IOException("No space left on device"), "No space left on device; free some space"),
                new Told(
                        new SparkException(
                                "Job aborted due to stage failure\n\tat a.B.c()\nCaused by: java.io.IOException: No space left on device\n\tat d.E.f()"),
                        "No space left on device; free some space"),
                new Told(
                        new RemoteException(
                                IOException.class.getName(),
                                "File /a/b could only be written to 0 of the 1 minReplication nodes."),
                        "File /a/b could only be written"),
                new Told(
                        new AccessControlException("Client cannot authenticate via:[TOKEN, KERBEROS]"),
                        "Client cannot authenticate via:[TOKEN, KERBEROS]; get a Kerberos ticket with kinit"),
                new Told(
                        new SaslException(
                                "GSS initiate failed",
                                new GSSException(GSSException.NO_CRED, 0, "Failed to find any Kerberos tgt")),
                        "GSS initiate failed"),
                new Told(
                        new ConnectException("Call From here to there:8020 failed on connection exception: refused"),
                        "Call From here to there:8020 failed on connection exception: refused; see that it runs"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isToldInOneLineWithWhatToDo(Told told) {
        assertThat(Fault.of(new IllegalStateException("above", told.cause())).message())
                .startsWith(told.begin())
                .contains(AGAIN)
                .hasLineCount(1);
    }

    @Test
    void anotherFaultIsNone() {
        assertThat(Fault.of(new IOException("Stream closed")).message()).isEqualTo("IOException: Stream closed");
    }
}
