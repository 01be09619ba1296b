package cloze.release.registry;

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

    @Override
    public String toString() {
        return "version " + number;
    }
}
