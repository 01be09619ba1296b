package cloze.jobs.command;

import cloze.error.ClozeException;
import cloze.error.CorruptArtifactException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a user is told of something thrown. The fault a user can mend is often the cause of what Spark throws.
 *
 * @param message what is wrong
 * @param hint what helps beyond the message; empty where the message says it all
 * @param exitCode what the process ends with
 */
public record Fault(String message, String hint, int exitCode) {
    private static final int OTHER = 1;
    private static final int MOST_CAUSES = 50;
    private static final int LONGEST_LINE = 1000;

    /** Spark says which file it was reading. */
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
                .map(message -> new Fault(message, "", OTHER))
                .or(() -> damagedFile(causes).map(CorruptArtifactException::new).map(Fault::of));
        if (known.isPresent()) {
            return known.get();
        }
        Throwable root = causes.get(causes.size() - 1);
        return new Fault(
                root.getClass().getSimpleName() + ": " + root.getMessage(), "; --verbose shows the stack trace", OTHER);
    }

    /** The message in one line, the beginning of a very long one. */
    public String line() {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }

    /** What to tell of a run that ended with {@code thrown}; empty when the heap was not full. */
    static Optional<String> fullHeap(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage());
        boolean isHeap = text.contains("Java heap space") || text.contains("GC overhead limit exceeded");
        return thrown instanceof OutOfMemoryError && isHeap
                ? Optional.of(
                        "The heap of this process, %d MB, is full; make it larger: CLOZE_DRIVER_MEMORY=8g with local.sh, --spark spark.driver.memory=8g with submit.sh. Training resumes from its newest checkpoint when run again"
                                .formatted(Runtime.getRuntime().maxMemory() / 1_000_000))
                : Optional.empty();
    }

    /**
     * A file system that cannot be written to for now. Nothing is wrong with the run: once the storage is well, the same command ends with the
     * same result.
     */
    private enum Storage {
        /** HDFS just started, or its name node is short of room. */
        SAFE_MODE("SafeModeException|Name node is in safe mode", "wait until hdfs dfsadmin -safemode get says OFF"),
        /** A disk, or what a folder or a user may have of it. */
        FULL(
                "QuotaExceededException|No space left on device|Disk quota exceeded|could only be written to 0 of the",
                "free some space (see hdfs dfs -count -q and df; Spark's own files are in spark.local.dir)"),
        /** A name node, or another store, that does not run. */
        AWAY("failed on connection exception", "see that it runs");

        /** What a class of exceptions is called in front of its message. */
        private static final Pattern CLASS_NAME = Pattern.compile("^.*?(Exception|Error)\\)?: ");

        private final Pattern sign;
        private final String remedy;

        Storage(String sign, String remedy) {
            this.sign = Pattern.compile(sign);
            this.remedy = remedy;
        }

        private String message(String line) {
            return "%s; %s, then run the same command again: the output is never half-written, and training resumes from its newest checkpoint"
                    .formatted(CLASS_NAME.matcher(line).replaceFirst(""), remedy);
        }
    }

    /** What to tell of a run that ended with {@code causes}, root last; empty when the storage was not the cause. */
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
     * What to tell of a run that ended with {@code causes}, root last, because a table's file is not what was written any more: the file
     * system's checksums say so, or Parquet's own marks. Trying again does not help. Empty when no file was damaged.
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
