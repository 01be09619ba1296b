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
 * The leases of a registry, a folder each: {@code lease/<number>/owner.json}. The one with the highest number counts, and who wants the next
 * one takes the next number. Numbers never come back, so that whoever has slept since it looked cannot take for free what others have
 * held in between: an ended lease stays until the next one stands.
 *
 * @param files what reads and renames
 * @param folder {@code <registry>/lease}
 */
record Leases(RegistryFiles files, Path folder) {
    /** A lease, or hidden what belongs to it: a candidate for its number, its scratch folder, what is left of it. */
    private static final Pattern NAME = Pattern.compile("\\.?(\\d{1,9})(\\..*)?");

    private static final int NONE = 0;

    /**
     * A lease as it stands there.
     *
     * @param number from 1 on
     * @param grant whose
     */
    record Numbered(int number, Grant grant) {}

    /** The one that counts, over or not. */
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

    /** Its number; 0 when nobody has ever had one. */
    int newestNumber() throws IOException {
        return files.names(folder).stream()
                .filter(name -> name.chars().allMatch(Character::isDigit))
                .mapToInt(name -> belongsTo(name).orElse(NONE))
                .max()
                .orElse(NONE);
    }

    /** The folder of the lease {@code number}. */
    Path of(int number) {
        return new Path(folder, Integer.toString(number));
    }

    /** Where the holder of {@code number} writes what is to be renamed; nothing else is ever there. */
    Path scratch(int number) {
        return new Path(folder, ".%d.scratch".formatted(number));
    }

    /**
     * Takes the lease {@code number}, the one after the newest, and ends all that came before: once this has returned nobody who held one can
     * rename anything out of its folder.
     *
     * @return whether {@code grant} holds it; another may have been faster
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
            // Another was faster, or this one was and its answer got lost: the file tells.
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
            // Renamed first: a disk deletes a folder file by file, and its holder could save one of them in between.
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
            // The one that took the lease before this one has come to it at last.
        }
        return hidden;
    }

    private static OptionalInt belongsTo(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
