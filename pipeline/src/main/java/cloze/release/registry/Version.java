package cloze.release.registry;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * A model in the registry.
 *
 * @param number from 1, in order of publication
 * @param run the run that made it
 * @param folder a model folder in Hugging Face's layout
 */
public record Version(int number, String run, Path folder) {
    /** File in the folder that names the run. Its presence marks the version as complete. */
    static final String FILE = "version.json";

    /** File in the folder of a past or present champion, with the number of the champion before it. */
    static final String PREDECESSOR = "predecessor";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Returns those of {@code names} that are numbers of versions. */
    static List<Integer> numbers(Collection<String> names) {
        return names.stream().filter(Version::isNumber).map(Integer::valueOf).toList();
    }

    static boolean isNumber(String name) {
        return NUMBER.matcher(name).matches();
    }

    @Override
    public String toString() {
        return "version " + number;
    }
}
