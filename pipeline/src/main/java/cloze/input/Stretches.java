package cloze.input;

import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses where to read a sample of a corpus: stretches of equal length, one drawn uniformly from each of as many equal
 * parts of all bytes. A file that is not splittable can only be read from its beginning, and is one stretch however many
 * fall on it.
 */
public final class Stretches {
    /** Number of stretches. Neighbouring documents resemble each other, so the number of places counts, not of documents. */
    public static final int COUNT = 32;

    private Stretches() {}

    /**
     * Draws the stretches. Each is a portion of its own. One that is not cut to length is to be left
     * after its share of {@code bytes}.
     *
     * @param sources the files, in order
     * @param bytes of all stretches
     * @param seed the run's seed
     */
    public static List<Portion> choose(List<Portion.Source> sources, long bytes, long seed) {
        long length = Math.max(1, bytes / COUNT);
        long all = sources.stream().mapToLong(source -> source.file().length()).sum();
        double part = (double) all / COUNT;
        List<Portion> stretches = new ArrayList<>();
        int source = 0;
        long before = 0;
        boolean wasRead = false;
        for (int stretch = 0; stretch < COUNT; stretch++) {
            double drawn = Seeds.unit(Seeds.key(seed, "gate-sample", stretch));
            long offset = (long) (part * stretch + drawn * Math.max(0, part - length));
            while (source < sources.size() - 1
                    && offset >= before + sources.get(source).file().length()) {
                before += sources.get(source).file().length();
                source++;
                wasRead = false;
            }
            Portion.Source chosen = sources.get(source);
            InputFile file = chosen.file();
            if (chosen.splittable() || !wasRead) {
                long start = chosen.splittable() ? offset - before : 0;
                long end = chosen.splittable() ? Math.min(start + length, file.length()) : Long.MAX_VALUE;
                var range = new FileRange(file.path(), start, end, file.weight());
                stretches.add(new Portion(List.of(range), file.hostsAt(start)));
                wasRead = true;
            }
        }
        return stretches;
    }
}
