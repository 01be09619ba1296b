package cloze.evaluate;

import java.io.Serializable;

/** All that is measured of one model on one set of examples. Merges with what was measured on others. */
public final class Measurement implements Serializable {
    private static final long serialVersionUID = 1L;

    private final DocumentBootstrap bootstrap;
    private final SliceTallies slices = new SliceTallies();
    private final Calibration calibration = new Calibration();

    /** @param samples resamplings behind each interval; 0: no interval */
    Measurement(int samples) {
        bootstrap = new DocumentBootstrap(samples);
    }

    void merge(Measurement other) {
        bootstrap.merge(other.bootstrap);
        slices.merge(other.slices);
        calibration.merge(other.calibration);
    }

    /** The sums over all examples. */
    public Tally total() {
        return bootstrap.total();
    }

    public DocumentBootstrap bootstrap() {
        return bootstrap;
    }

    public SliceTallies slices() {
        return slices;
    }

    /** Of the next-sentence head. */
    public Calibration calibration() {
        return calibration;
    }
}
