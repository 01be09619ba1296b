package cloze.jobs.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table's file that is no more what was written: the file system's checksums say so, or Parquet's own marks. Trying again does not help. */
final class DamagedFile {
    private static final Pattern READ = Pattern.compile("while reading file (\\S+?)\\.? Details");
    private static final Pattern SIGN = Pattern.compile(
            "ChecksumException|is not a Parquet file|FAILED_TO_UNCOMPRESS|org\\.apache\\.parquet\\.(io|format)");

    private DamagedFile() {}

    /** What to tell of a run that ended with {@code causes}, root last; empty when no file was damaged. */
    static Optional<String> message(List<Throwable> causes) {
        Throwable root = causes.get(causes.size() - 1);
        if (!SIGN.matcher(root.toString()).find()) {
            return Optional.empty();
        }
        String file = causes.stream()
                .map(cause -> READ.matcher(cause.toString()))
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
