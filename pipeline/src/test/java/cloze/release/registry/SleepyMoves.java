package cloze.release.registry;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Stalls before one of the renames, while other processes work. */
final class SleepyMoves implements AtomicMoves {
    /** What other processes do during the stall. */
    interface Meanwhile {
        void happens() throws IOException;
    }

    private final AtomicMoves moves;
    private Meanwhile meanwhile = () -> {};
    private int ahead = -1;

    SleepyMoves(AtomicMoves moves) {
        this.moves = moves;
    }

    /** Stalls once, after {@code renames} more renames. */
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
