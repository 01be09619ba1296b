package cloze.release.registry;

import cloze.error.CorruptArtifactException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The leases of a registry, one folder each: {@code lease/<number>/owner.json}. The lease with the highest number is
 * current, and the next holder takes the next number. Numbers are never reused: a stalled process cannot mistake a
 * lease that others have held in the meantime for a free one. To ensure this, an expired lease stays until the next one
 * exists.
 *
 * @param files reads and renames files
 * @param folder {@code <registry>/lease}
 */
record Leases(RegistryFiles files, Path folder) {
    /**
     * Matches a lease, or a hidden folder that belongs to it: a candidate for its number, its scratch folder or its
     * remains.
     */
    private static final Pattern NAME = Pattern.compile("\\.?(\\d{1,9})(\\..*)?");

    private static final int NONE = 0;

    /**
     * A lease as stored.
     *
     * @param number from 1
     * @param grant its holder and term
     */
    record Numbered(int number, Grant grant) {}

    /** Returns the current lease, expired or not. */
    Optional<Numbered> newest() throws IOException {
        int number = newestNumber();
        while (number != NONE) {
            Path file = new Path(of(number), Grant.FILE);
            try {
                return Optional.of(new Numbered(number, Grant.parse(files.read(file), file)));
            } catch (FileNotFoundException e) {
                int now = newestNumber();
                if (now == number) {
                    throw new CorruptArtifactException(
                            "%s: expected the owner of the lease, found no file. If no run is active, remove the folder that holds it"
                                    .formatted(file),
                            e);
                }
                number = now;
            }
        }
        return Optional.empty();
    }

    /** Returns the number of the current lease; 0 if there has never been one. */
    int newestNumber() throws IOException {
        return files.names(folder).stream()
                .filter(name -> name.chars().allMatch(Character::isDigit))
                .mapToInt(name -> belongsTo(name).orElse(NONE))
                .max()
                .orElse(NONE);
    }

    /** Returns the folder of lease {@code number}. */
    Path of(int number) {
        return new Path(folder, Integer.toString(number));
    }

    /**
     * Returns the folder where the holder of lease {@code number} writes what is to be renamed; it contains nothing
     * else.
     */
    Path scratch(int number) {
        return new Path(folder, ".%d.scratch".formatted(number));
    }

    /**
     * Takes lease {@code number}, the next after the newest, and removes all earlier ones. After it returns, no earlier
     * holder can rename anything out of its folder.
     *
     * @return whether {@code grant} holds the lease; another process may have been faster
     */
    boolean take(int number, Grant grant) throws IOException {
        var candidate = new Path(folder, ".%d.%s".formatted(number, grant.token()));
        try {
            files.write(new Path(candidate, Grant.FILE), grant.json());
            files.moves().claim(candidate, of(number));
        } catch (IOException e) {
            if (newestNumber() < number) {
                throw e;
            }
            // Another process was faster, or this one succeeded but the response was lost: the stored grant decides.
        }
        if (!isHeldBy(number, grant)) {
            files.files().delete(candidate, true);
            return false;
        }
        removeBefore(number, grant);
        return true;
    }

    private boolean isHeldBy(int number, Grant grant) throws IOException {
        return newest().filter(
                        now -> now.number() == number && now.grant().token().equals(grant.token()))
                .isPresent();
    }

    private void removeBefore(int number, Grant grant) throws IOException {
        for (String name : files.names(folder)) {
            OptionalInt owner = belongsTo(name);
            if (owner.isEmpty() || owner.getAsInt() > number || name.equals(Integer.toString(number))) {
                continue;
            }
            var left = new Path(folder, name);
            // Rename first: a local file system deletes a folder file by file, and the old holder could still move a
            // file out.
            files.files().delete(name.startsWith(".") ? left : hidden(left, grant), true);
        }
    }

    private Path hidden(Path left, Grant grant) throws IOException {
        var hidden = new Path(folder, ".%s.over-%s".formatted(left.getName(), grant.token()));
        try {
            files.moves().claim(left, hidden);
        } catch (IOException e) {
            if (files.files().exists(left)) {
                throw e;
            }
            // A holder between the two has removed it in the meantime.
        }
        return hidden;
    }

    private static OptionalInt belongsTo(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
