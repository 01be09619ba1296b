package cloze.provenance;

import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where refused work is kept beside an output: in {@code <output>.rejected}, or with a number after it if another folder
 * has that name. A file with the manifest marks the work; it gets its name last, so marked work is complete.
 *
 * @param hadoop selects the file system
 * @param folder the output
 */
record KeptFolders(Configuration hadoop, Path folder) {
    /** The mark. A folder without it is never touched. */
    static final String MARK = "_rejected.json";

    private static final String KIND = ".rejected";

    /** Returns a name that nothing has. */
    Path free() throws IOException {
        Path name = StoredPath.child(folder.getParent(), folder.getName() + KIND);
        for (int number = 2; files().exists(name); number++) {
            name = StoredPath.child(folder.getParent(), "%s%s-%d".formatted(folder.getName(), KIND, number));
        }
        return name;
    }

    /**
     * Lists the work beside this output. A run that was killed while it published such work has left it in a hidden
     * folder.
     */
    List<KeptWork> list() throws IOException {
        String own = Pattern.quote(folder.getName());
        Pattern names = Pattern.compile("%s\\%s(-\\d+)?|\\.%s\\.[0-9a-f-]{36}\\.partial".formatted(own, KIND, own));
        List<KeptWork> found = new ArrayList<>();
        try {
            for (FileStatus entry : files().listStatus(folder.getParent())) {
                if (entry.isDirectory()
                        && names.matcher(entry.getPath().getName()).matches()) {
                    read(entry.getPath()).ifPresent(found::add);
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return found;
    }

    private Optional<KeptWork> read(Path work) throws IOException {
        Optional<Manifest> manifest = Manifest.read(hadoop, work, MARK);
        Optional<Claim> claim = Claim.read(hadoop, work);
        return manifest.isPresent() && claim.isPresent()
                ? Optional.of(new KeptWork(work, claim.get(), manifest.get()))
                : Optional.empty();
    }

    private FileSystem files() throws IOException {
        return folder.getFileSystem(hadoop);
    }
}
