package cloze.train.plan;

import cloze.config.BatchStage;
import cloze.config.LengthPhase;
import cloze.config.TrainingConfig;
import cloze.train.plan.PlanSegment.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Cuts a run into segments where the minibatch size or the length phase changes. */
final class PlanSegments {
    private final TrainingConfig training;
    private final List<Long> examples;

    /** @param examples examples per epoch of each length phase */
    PlanSegments(TrainingConfig training, List<Long> examples) {
        this.training = training;
        this.examples = List.copyOf(examples);
    }

    /** Returns the segments of the run in order. Empty segments are left out. */
    List<PlanSegment> all() {
        List<PlanSegment> stretches = new ArrayList<>();
        Place start = new Place(0, 0);
        long first = 0;
        double from = 0;
        for (double until : cuts()) {
            int phase = phase(from);
            if (!stretches.isEmpty()) {
                PlanSegment last = stretches.get(stretches.size() - 1);
                start = last.phase() == phase ? last.end() : new Place(last.lastEpoch() + 1, 0);
            }
            var open = new PlanSegment(first, 0, phase, examples.get(phase), batchSize(from), start);
            PlanSegment stretch = open.withCount(count(open, until));
            if (stretch.count() > 0) {
                stretches.add(stretch);
                first += stretch.count();
            }
            from = until;
        }
        return List.copyOf(stretches);
    }

    private Iterable<Double> cuts() {
        var cuts = new TreeSet<Double>();
        training.batchRamp().forEach(stage -> cuts.add(stage.untilShare()));
        double share = 0;
        for (LengthPhase phase : training.lengthPhases()) {
            share += phase.share();
            cuts.add(share);
        }
        // Shares of decimal fractions may add up to slightly less or more than 1.
        cuts.removeIf(cut -> cut > 1 - 1e-9);
        cuts.add(1.0);
        return cuts;
    }

    private int phase(double share) {
        double end = 0;
        for (int phase = 0; phase < examples.size() - 1; phase++) {
            end += training.lengthPhases().get(phase).share();
            if (share < end) {
                return phase;
            }
        }
        return examples.size() - 1;
    }

    private int batchSize(double share) {
        return training.batchRamp().stream()
                .filter(stage -> share < stage.untilShare())
                .map(BatchStage::trainBatchSize)
                .findFirst()
                .orElse(training.trainBatchSize());
    }

    /**
     * Returns the number of minibatches of {@code open} until {@code share} of the run, in whole steps, so that the
     * minibatches of all workers in a step have the same size.
     */
    private long count(PlanSegment open, double share) {
        int steps = training.endsByTimeAlone() ? Integer.MAX_VALUE : training.maxSteps();
        if (steps > 0) {
            return Math.round(share * steps) * training.workers() - open.first();
        }
        long all = open.examplesPerEpoch() * training.epochs();
        if (share == 1) {
            return open.minibatchesUntil(all);
        }
        long minibatches = open.minibatchesUntil((long) Math.ceil(share * all));
        long whole = PlanSegment.ceilDivide(minibatches, training.workers()) * training.workers();
        return Math.min(whole, open.minibatchesUntil(all));
    }
}
