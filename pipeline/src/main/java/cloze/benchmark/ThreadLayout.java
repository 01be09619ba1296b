package cloze.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to share cores.
 *
 * @param tasks that run at once
 * @param threads of each task's matrix products
 */
record ThreadLayout(int tasks, int threads) {
    /** Every layout on {@code cores} cores whose numbers are powers of two, and those that use all cores; none asks for more. */
    static List<ThreadLayout> of(int cores) {
        List<ThreadLayout> layouts = new ArrayList<>();
        for (int tasks = 1; tasks <= cores; tasks++) {
            for (int threads = 1; tasks * threads <= cores; threads++) {
                boolean powers = Integer.bitCount(tasks) == 1 && Integer.bitCount(threads) == 1;
                if (powers || tasks * threads == cores) {
                    layouts.add(new ThreadLayout(tasks, threads));
                }
            }
        }
        return layouts;
    }
}
