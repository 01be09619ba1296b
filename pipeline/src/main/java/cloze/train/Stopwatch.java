package cloze.train;

import java.util.function.LongSupplier;

/** Wall time of a run over all its processes: it begins where the last checkpoint stood and is read once per round. */
final class Stopwatch {
    private final LongSupplier nanoTime;
    private long last;
    private double seconds;

    /** @param seconds time spent before */
    Stopwatch(LongSupplier nanoTime, double seconds) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
        this.seconds = seconds;
    }

    /** Seconds spent until now. */
    double read() {
        long now = nanoTime.getAsLong();
        seconds += (now - last) * 1e-9;
        last = now;
        return seconds;
    }
}
