package cloze.release.registry;

import org.apache.hadoop.fs.Path;

/**
 * A model of the registry.
 *
 * @param number from 1 on, in the order they were published
 * @param run what made it
 * @param folder a model folder in Hugging Face's layout
 */
public record Version(int number, String run, Path folder) {
    /** In the folder: which run it is of, and that it is whole. */
    static final String FILE = "version.json";

    /** In the folder of one that has been champion: the number of the champion before it. */
    static final String PREDECESSOR = "predecessor";

    @Override
    public String toString() {
        return "version " + number;
    }
}
