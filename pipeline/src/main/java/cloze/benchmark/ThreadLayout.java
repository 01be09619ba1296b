package cloze.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * A division of the cores into tasks and threads.
 *
 * @param tasks number of concurrent tasks
 * @param threads threads of each task's matrix products
 */
record ThreadLayout(int tasks, int threads) {
    /**
     * Returns every layout on {@code cores} cores whose numbers are powers of two, and those that use all cores. None
     * uses more cores than there are.
     */
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
