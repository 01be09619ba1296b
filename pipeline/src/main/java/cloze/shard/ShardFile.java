package cloze.shard;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * One file of a shard set.
 *
 * @param name its name within the folder of the set
 * @param bin the length bin of its examples, from 0
 * @param examples number of examples in it, 1 to 2^31 - 1
 */
public record ShardFile(String name, int bin, long examples) implements Serializable {
    /** A name, not a path: an index must not lead out of its folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public ShardFile {
        if (!NAME.matcher(name).matches() || bin < 0 || examples < 1 || examples > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a shard file \"%s\" of bin %d with %d examples".formatted(name, bin, examples));
        }
    }
}
