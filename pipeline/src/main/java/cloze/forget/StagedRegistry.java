package cloze.forget;

import cloze.release.registry.Registry;
import cloze.release.registry.Replacement;
import cloze.release.registry.Version;
import cloze.table.FileCopy;
import cloze.table.TextFile;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The registry in which nights are replayed, before it takes the place of the registry's own. */
final class StagedRegistry {
    /** In the work folder: the registry stands as it was before the first replayed night. */
    private static final String BEGUN = "begun";

    private StagedRegistry() {}

    /** Opens it, as a killed order left it or else as the registry was before the first replayed night. Removes those of other orders. */
    static Registry of(ForgettingOrder order, Configuration hadoop) throws IOException {
        Registry registry = order.plan().registry();
        Path work = Replacement.work(registry, order.id());
        FileSystem files = work.getFileSystem(hadoop);
        removeOthers(files, work);
        Registry staged = Replacement.staged(registry, order.id(), order.plan().from());
        // Whoever held this one held the registry, too, and that lease is over.
        files.delete(new Path(staged.folder(), "lease"), true);
        var begun = new Path(work, BEGUN);
        if (!files.exists(begun)) {
            begin(order.plan(), staged, files);
            TextFile.write(hadoop, begun, "");
        }
        return staged;
    }

    private static void removeOthers(FileSystem files, Path work) throws IOException {
        if (!files.exists(work.getParent())) {
            return;
        }
        for (FileStatus other : files.listStatus(work.getParent())) {
            String name = other.getPath().getName();
            if (Replacement.isWork(name) && !name.equals(work.getName())) {
                files.delete(other.getPath(), true);
            }
        }
    }

    private static void begin(ReplayPlan plan, Registry staged, FileSystem files) throws IOException {
        var runs = new Path(staged.folder(), "runs");
        files.delete(runs, true);
        files.mkdirs(runs);
        for (String run : plan.kept()) {
            var from = new Path(plan.registry().folder(), "runs/%s.parquet".formatted(run));
            FileCopy.make(files, from, new Path(runs, from.getName()));
        }
        plan.before()
                .ifPresent(number ->
                        TextFile.write(files.getConf(), new Path(staged.folder(), "champion"), number + "\n"));
    }

    /**
     * Returns the replacement of the registry's versions by those of {@code staged}.
     *
     * @param champion number of the champion among them
     */
    static Replacement replacement(ForgettingOrder order, Registry staged, int champion) throws IOException {
        ReplayPlan plan = order.plan();
        int highest = Stream.of(staged.versions(), plan.registry().versions())
                .flatMap(Collection::stream)
                .mapToInt(Version::number)
                .max()
                .orElseThrow();
        return new Replacement(
                order.id(), plan.from(), champion, champion < plan.from() ? 0 : highest + 1, plan.names());
    }
}
