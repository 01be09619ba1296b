package cloze.jobs.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file system that cannot be written to for now. Nothing is wrong with the run: once the storage is well, the same command ends with the
 * same result.
 */
enum StorageFault {
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

    StorageFault(String sign, String remedy) {
        this.sign = Pattern.compile(sign);
        this.remedy = remedy;
    }

    /** What to tell of a run that ended with {@code causes}, root last; empty when the storage was not the cause. */
    static Optional<String> message(List<Throwable> causes) {
        for (StorageFault fault : values()) {
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

    private String message(String line) {
        return "%s; %s, then run the same command again: the output is never half-written, and training resumes from its newest checkpoint"
                .formatted(CLASS_NAME.matcher(line).replaceFirst(""), remedy);
    }
}
