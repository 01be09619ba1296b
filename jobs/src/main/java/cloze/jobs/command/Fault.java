package cloze.jobs.command;

import cloze.error.ClozeException;
import cloze.error.CorruptArtifactException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The explanation of a thrown exception for the user. The fault that a user can fix is often a cause of the exception
 * that Spark throws.
 *
 * @param message what is wrong
 * @param hint further advice, appended to the message; empty if the message is sufficient
 * @param exitCode exit code of the process
 */
public record Fault(String message, String hint, int exitCode) {
    private static final int OTHER = 1;
    private static final int MOST_CAUSES = 50;
    private static final int LONGEST_LINE = 1000;

    /** What a fault outside this program leaves to do. */
    private static final String AGAIN =
            "then run the same command again: the output is never half-written, and training resumes from its newest checkpoint";

    /** Spark's mention of the file it was reading. */
    private static final Pattern FILE = Pattern.compile("while reading file (\\S+?)\\.? Details");

    private static final Pattern DAMAGE = Pattern.compile(
            "ChecksumException|is not a Parquet file|FAILED_TO_UNCOMPRESS|org\\.apache\\.parquet\\.(io|format)");

    public static Fault of(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .toList();
        for (Throwable cause : causes) {
            if (cause instanceof ClozeException fault) {
                return new Fault(fault.getMessage(), "", fault.exitCode());
            }
        }
        Optional<Fault> known = causes.stream()
                .flatMap(cause -> fullHeap(cause).stream())
                .findFirst()
                .or(() -> storage(causes))
                .or(() -> interruption(causes))
                .map(message -> new Fault(message, "", OTHER))
                .or(() -> damagedFile(causes).map(CorruptArtifactException::new).map(Fault::of));
        if (known.isPresent()) {
            return known.get();
        }
        Throwable root = causes.get(causes.size() - 1);
        return new Fault(
                root.getClass().getSimpleName() + ": " + root.getMessage(), "; --verbose shows the stack trace", OTHER);
    }

    /** Returns the message as one line, truncated if very long. */
    public String line() {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }

    /** Explains a full heap; empty if {@code thrown} has another cause. */
    static Optional<String> fullHeap(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage());
        boolean isHeap = text.contains("Java heap space") || text.contains("GC overhead limit exceeded");
        return thrown instanceof OutOfMemoryError && isHeap
                ? Optional.of(
                        "The heap of this process, %d MB, is full; make it larger: CLOZE_DRIVER_MEMORY=8g with local.sh, --spark spark.driver.memory=8g with submit.sh. Training resumes from its newest checkpoint when run again"
                                .formatted(Runtime.getRuntime().maxMemory() / 1_000_000))
                : Optional.empty();
    }

    /** Explains the end of a driver that its cluster gave up, as YARN does after too many lost executors; empty for other faults. */
    private static Optional<String> interruption(List<Throwable> causes) {
        return causes.stream().anyMatch(InterruptedException.class::isInstance)
                ? Optional.of(
                        "The run was interrupted from outside, by the cluster or by a signal; the cluster's report on the application has the reason (on YARN: yarn application -status ID); "
                                + AGAIN)
                : Optional.empty();
    }

    /**
     * A file system that cannot be written to at the moment. The run itself is sound: once the storage is back, the
     * same command yields the same result.
     */
    private enum Storage {
        /** HDFS has just started, or its name node is short of space. */
        SAFE_MODE("SafeModeException|Name node is in safe mode", "wait until hdfs dfsadmin -safemode get says OFF"),
        /** A full disk, or an exhausted quota of a folder or user. */
        FULL(
                "QuotaExceededException|No space left on device|Disk quota exceeded|could only be written to 0 of the",
                "free some space (see hdfs dfs -count -q and df; Spark's own files are in spark.local.dir)"),
        /** Kerberos: there is no ticket, or it has expired. */
        NO_TICKET(
                "Client cannot authenticate via|GSS initiate failed|SIMPLE authentication is not enabled",
                "get a Kerberos ticket with kinit, or name a keytab with --spark spark.kerberos.principal=NAME --spark spark.kerberos.keytab=FILE (Spark knows Kerberos on YARN, on Kubernetes and on a local master)"),
        /** A name node, or other storage, that is not running. */
        AWAY("failed on connection exception", "see that it runs");

        /** The class name of an exception before its message. */
        private static final Pattern CLASS_NAME = Pattern.compile("^.*?(Exception|Error)\\)?: ");

        private final Pattern sign;
        private final String remedy;

        Storage(String sign, String remedy) {
            this.sign = Pattern.compile(sign);
            this.remedy = remedy;
        }

        private String message(String line) {
            return "%s; %s, %s".formatted(CLASS_NAME.matcher(line).replaceFirst(""), remedy, AGAIN);
        }
    }

    /** Explains a storage fault; empty if {@code causes}, root last, contain none. */
    private static Optional<String> storage(List<Throwable> causes) {
        for (Storage fault : Storage.values()) {
            for (int i = causes.size() - 1; i >= 0; i--) {
                Optional<String> line = causes.get(i)
                        .toString()
                        .lines()
                        .filter(text -> fault.sign.matcher(text).find())
                        .findFirst();
                if (line.isPresent()) {
                    return Optional.of(fault.message(line.get()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Explains a damaged file of a table, detected by file system checksums or by Parquet. A retry does not help. Empty
     * if the root of {@code causes}, the last one, is something else.
     */
    private static Optional<String> damagedFile(List<Throwable> causes) {
        Throwable root = causes.get(causes.size() - 1);
        if (!DAMAGE.matcher(root.toString()).find()) {
            return Optional.empty();
        }
        String file = causes.stream()
                .map(cause -> FILE.matcher(cause.toString()))
                .filter(Matcher::find)
                .map(read -> "File " + read.group(1))
                .findFirst()
                .orElse("A file");
        String detail = root.toString().lines().findFirst().orElse("");
        return Optional.of(
                "%s cannot be read: it is damaged or truncated (%s); restore it, or rerun the job that wrote it"
                        .formatted(file, detail.substring(detail.indexOf(' ') + 1)));
    }
}
