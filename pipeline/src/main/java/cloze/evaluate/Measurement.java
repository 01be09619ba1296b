package cloze.evaluate;

import java.io.Serializable;

/** All measurements of one model on one set of examples. Mergeable with those on other examples. */
public final class Measurement implements Serializable {
    private static final long serialVersionUID = 1L;

    private final DocumentBootstrap bootstrap;
    private final SliceTallies slices = new SliceTallies();
    private final Calibration calibration = new Calibration();

    /** @param samples number of resamplings for each interval; 0 for no intervals */
    Measurement(int samples) {
        bootstrap = new DocumentBootstrap(samples);
    }

    void merge(Measurement other) {
        bootstrap.merge(other.bootstrap);
        slices.merge(other.slices);
        calibration.merge(other.calibration);
    }

    /** Returns the sums over all examples. */
    public Tally total() {
        return bootstrap.total();
    }

    public DocumentBootstrap bootstrap() {
        return bootstrap;
    }

    public SliceTallies slices() {
        return slices;
    }

    /** Returns the calibration of the next-sentence head. */
    public Calibration calibration() {
        return calibration;
    }
}
