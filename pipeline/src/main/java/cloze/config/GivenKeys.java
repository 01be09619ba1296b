package cloze.config;

import java.util.Set;

/**
 * The keys that were set by a file, by {@code --set} or by a network preset. All others have their defaults.
 *
 * @param paths paths of the keys
 */
public record GivenKeys(Set<String> paths) {
    public GivenKeys {
        paths = Set.copyOf(paths);
    }

    /** Returns whether the key {@code path} was set, even if to its default. */
    public boolean has(String path) {
        return paths.contains(path);
    }
}
