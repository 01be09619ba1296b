package cloze.train.synchronisation;

import cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Carries the state of the optimiser, Adam's moments, from one round to the next. */
sealed interface Moments {
    /** Returns the initial moments of the workers: one vector for all, or one for each in their order. */
    List<float[]> starts();

    /** Returns the part of {@code end} that is averaged. */
    ModelState averaged(ModelState end);

    /**
     * Ends a round.
     *
     * @param mean mean of the results of {@link #averaged}
     */
    void next(SortedMap<Integer, ModelState> ends, ModelState mean);

    /** Returns the vectors to store in a checkpoint. */
    List<Tensor> vectors();

    /** Restores the vectors of a checkpoint, by name. */
    void load(Map<String, Tensor> vectors);

    /** All workers start with the mean of the moments. */
    final class Averaged implements Moments {
        private static final String NAME = "updater";

        private float[] updater;

        Averaged(float[] initial) {
            this.updater = initial;
        }

        @Override
        public List<float[]> starts() {
            return List.of(updater);
        }

        @Override
        public ModelState averaged(ModelState end) {
            return end;
        }

        @Override
        public void next(SortedMap<Integer, ModelState> ends, ModelState mean) {
            updater = mean.updater();
        }

        @Override
        public List<Tensor> vectors() {
            return List.of(Vectors.named(NAME, updater));
        }

        @Override
        public void load(Map<String, Tensor> vectors) {
            updater = Vectors.of(vectors, NAME);
        }
    }

    /** Each worker keeps its own moments. A worker without work in a round keeps them unchanged. */
    final class Local implements Moments {
        private static final float[] NONE = {};

        private final List<float[]> updaters;

        Local(float[] initial, int workers) {
            this.updaters = new ArrayList<>(Collections.nCopies(workers, initial));
        }

        @Override
        public List<float[]> starts() {
            return List.copyOf(updaters);
        }

        @Override
        public ModelState averaged(ModelState end) {
            return new ModelState(end.parameters(), NONE);
        }

        @Override
        public void next(SortedMap<Integer, ModelState> ends, ModelState mean) {
            ends.forEach((worker, end) -> updaters.set(worker, end.updater()));
        }

        @Override
        public List<Tensor> vectors() {
            List<Tensor> vectors = new ArrayList<>();
            for (int worker = 0; worker < updaters.size(); worker++) {
                vectors.add(Vectors.named(name(worker), updaters.get(worker)));
            }
            return vectors;
        }

        @Override
        public void load(Map<String, Tensor> vectors) {
            for (int worker = 0; worker < updaters.size(); worker++) {
                updaters.set(worker, Vectors.of(vectors, name(worker)));
            }
        }

        private static String name(int worker) {
            return Averaged.NAME + "." + worker;
        }
    }
}
