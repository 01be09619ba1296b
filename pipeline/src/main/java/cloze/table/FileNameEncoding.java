package cloze.table;

import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The encoding in which this process exchanges file names and command-line arguments with the operating system. The
 * JVM derives it from the locale (LC_ALL, LC_CTYPE, LANG) when it starts. In the POSIX locale, which cron jobs and
 * containers often have, it is ASCII: Java then misreads other names, cannot open them, and Hadoop leaves them out of
 * listings.
 */
public final class FileNameEncoding {
    /** Set at the start of the JVM. The option -Dfile.encoding affects the content of files only. */
    private static final String ENCODING = System.getProperty("sun.jnu.encoding", "");

    private static final boolean COMPLETE = isComplete(ENCODING);

    private static final String REMEDY =
            "Set LC_ALL=C.UTF-8 in its environment; for executors set spark.executorEnv.LC_ALL=C.UTF-8";

    private FileNameEncoding() {}

    /**
     * Fails if this process cannot read every file name. A comparison of one boolean: call it before each task.
     *
     * @throws InvalidConfigException if the encoding is not UTF-8
     */
    public static void requireComplete() {
        if (!COMPLETE) {
            throw new InvalidConfigException(List.of(problem(ENCODING).orElseThrow()));
        }
    }

    /** Returns why a process with {@code encoding} must not run; empty if it reads every file name. */
    public static Optional<String> problem(String encoding) {
        return isComplete(encoding)
                ? Optional.empty()
                : Optional.of(
                        "Java reads file names and arguments as %s in this process (sun.jnu.encoding), expected UTF-8: names and texts with other characters would be misread or left out. %s"
                                .formatted(encoding, REMEDY));
    }

    private static boolean isComplete(String encoding) {
        // Windows has its own interface for names, which is complete in any locale.
        return encoding.equalsIgnoreCase("UTF-8") || File.separatorChar == '\\';
    }

    /**
     * Fails if this process cannot ask the operating system for a file named {@code path}.
     *
     * @throws InvalidInputException if a character of the name is not in the encoding
     */
    static void requireEncodable(String path) {
        if (place(path).isEmpty()) {
            throw new InvalidInputException("File %s cannot be opened: %s"
                    .formatted(path, problem(ENCODING).orElse("the name is not valid on this system; rename it")));
        }
    }

    /**
     * Fails if the operating system's name of {@code entry} is not the one that Java prints.
     *
     * @throws InvalidInputException if the name's bytes are not text in the encoding
     */
    static void requireReadable(Path entry) {
        if (!isReadable(entry)) {
            throw new InvalidInputException("Folder %s holds a file whose name is not text in %s: %s. %s"
                    .formatted(
                            entry.getParent(),
                            ENCODING,
                            entry.getFileName(),
                            COMPLETE ? "Rename it, for example with convmv" : REMEDY));
        }
    }

    private static boolean isReadable(Path entry) {
        String name = entry.toString();
        // The character that Java prints for bytes that it cannot decode.
        return name.indexOf('\uFFFD') < 0
                || place(name).filter(found -> found.equals(entry)).isPresent();
    }

    /** Returns the place named {@code path}; empty if the operating system cannot be asked for it. */
    private static Optional<Path> place(String path) {
        try {
            return Optional.of(Path.of(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
