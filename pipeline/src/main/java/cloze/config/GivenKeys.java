package cloze.config;

import java.util.Set;

/**
 * Which keys a configuration was given, by a file, by {@code --set} or by a network preset; all others are at their defaults.
 *
 * @param paths of keys
 */
public record GivenKeys(Set<String> paths) {
    public GivenKeys {
        paths = Set.copyOf(paths);
    }

    /** Whether the key {@code path} was given. A key that is given its default was given, too. */
    public boolean has(String path) {
        return paths.contains(path);
    }
}
