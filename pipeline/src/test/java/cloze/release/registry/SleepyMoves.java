package cloze.release.registry;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** The renames of a process that stands still before one of them, while others work. */
final class SleepyMoves implements AtomicMoves {
    /** What others do in that time. */
    interface Meanwhile {
        void happens() throws IOException;
    }

    private final AtomicMoves moves;
    private Meanwhile meanwhile = () -> {};
    private int ahead = -1;

    SleepyMoves(AtomicMoves moves) {
        this.moves = moves;
    }

    /** Stands still once, when {@code renames} more have been made. */
    void sleepAfter(int renames, Meanwhile others) {
        ahead = renames;
        meanwhile = others;
    }

    @Override
    public void claim(Path folder, Path free) throws IOException {
        sleep();
        moves.claim(folder, free);
    }

    @Override
    public void replace(Path file, Path target) throws IOException {
        sleep();
        moves.replace(file, target);
    }

    private void sleep() throws IOException {
        if (ahead == 0) {
            meanwhile.happens();
        }
        ahead--;
    }
}
