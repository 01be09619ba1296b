package cloze.probe;

import cloze.config.NetworkConfig;
import cloze.config.probe.ProbeConfig;
import cloze.error.InvalidConfigException;
import cloze.inference.Pooling;
import cloze.inference.ServedModel;
import cloze.inference.TextVectors;
import cloze.inference.VectorKind;
import cloze.parallel.SideBySide;
import cloze.probe.LinearProbe.Outcome;
import cloze.release.TrainedModel;
import cloze.stage.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Measures a model beside what it should be better than, on the same texts and draws.
 *
 * @param texts divided
 * @param probe what is compared
 * @param seed of the untrained network and of the intervals
 */
record Comparison(LabelledTexts texts, ProbeConfig probe, long seed) {
    /** A fit is one task after another: as many run at once as there are cores, up to this number. */
    private static final int MOST_AT_ONCE = 16;

    /** Measures {@code model}. Each network is loaded, asked once for all vectors, and dropped. */
    ProbeTable of(TrainedModel model, Progress progress) throws IOException {
        var table = new ProbeTable(probe.bootstrapSamples(), seed);
        var majority = new Majority(texts.counts(), texts.hasTest());
        List<Integer> curve = probe.curve().stream()
                .filter(point -> point < majority.largestClass())
                .toList();
        List<String> columns =
                probe.hasPairs() ? List.of(LabelledTable.TEXT, LabelledTable.TEXT_B) : List.of(LabelledTable.TEXT);
        var reading = new TextVectors(columns, kinds(probe, model.network()), probe.maxSeqLength());
        addNetwork(table, Subject.TRAINED, ServedModel.of(model), reading, curve, progress);
        if (probe.kind() == ProbeConfig.Kind.FINE_TUNE) {
            addFineTuned(table, model, curve, progress);
        }
        addNetwork(table, Subject.UNTRAINED, ServedModel.untrained(model, seed), reading, curve, progress);
        add(table, WordFeatures.of(texts), curve, progress);
        table.addMajority(majority);
        return table;
    }

    private void addNetwork(
            ProbeTable table,
            String name,
            ServedModel network,
            TextVectors reading,
            List<Integer> curve,
            Progress progress) {
        progress.phase("computing vectors of the %s network".formatted(name));
        try (NetworkVectors vectors = NetworkVectors.of(texts, name, network, reading)) {
            for (int kind = 0; kind < reading.kinds().size(); kind++) {
                add(table, vectors.features(kind), curve, progress);
            }
        }
    }

    /** One fit after another: each of them uses all cores. */
    private void addFineTuned(ProbeTable table, TrainedModel model, List<Integer> curve, Progress progress) {
        Subject subject = Subject.of(Subject.FINE_TUNED);
        var tuned = new FineTunedProbe(texts, probe, model.path().toString(), seed);
        for (int perClass : curve) {
            progress.phase("fine-tuning on %d text(s) of each label".formatted(perClass));
            table.addPoint(
                    subject,
                    perClass,
                    texts.samples(perClass).stream().map(tuned::measure).toList());
        }
        progress.phase("fine-tuning on all texts");
        table.addAll(
                subject, texts.samples(Sample.ALL).stream().map(tuned::measure).toList());
    }

    private void add(ProbeTable table, Features features, List<Integer> curve, Progress progress) {
        progress.phase("measuring " + features.subject());
        int cores = texts.rows().sparkSession().sparkContext().defaultParallelism();
        try (features;
                var side = new SideBySide(Math.min(cores, MOST_AT_ONCE))) {
            // The longest fit begins first.
            List<Supplier<Outcome>> all = started(side, features, Sample.ALL);
            List<List<Supplier<Outcome>>> points = new ArrayList<>();
            for (int perClass : curve) {
                points.add(started(side, features, perClass));
            }
            for (int point = 0; point < curve.size(); point++) {
                table.addPoint(
                        features.subject(),
                        curve.get(point),
                        points.get(point).stream().map(Supplier::get).toList());
            }
            table.addAll(features.subject(), all.stream().map(Supplier::get).toList());
        }
    }

    private List<Supplier<Outcome>> started(SideBySide side, Features features, int perClass) {
        var classifier = new LinearProbe(
                new ArrayList<>(probe.regularisation()), texts.labels().size());
        return texts.samples(perClass).stream()
                .map(sample -> side.start(() -> classifier.measure(features, sample)))
                .toList();
    }

    /**
     * Returns the kinds of vectors to measure, by layer.
     *
     * @throws InvalidConfigException if a layer does not exist
     */
    static List<VectorKind> kinds(ProbeConfig probe, NetworkConfig network) {
        List<Integer> existing = VectorKind.layers(network);
        SortedSet<Integer> layers = new TreeSet<>();
        for (String layer : probe.layers()) {
            switch (layer) {
                case ProbeConfig.LAST -> layers.add(existing.get(existing.size() - 1));
                case ProbeConfig.ALL -> layers.addAll(existing);
                default -> layers.add(Integer.valueOf(layer));
            }
        }
        if (!existing.containsAll(layers)) {
            throw new InvalidConfigException(
                    List.of("probe.layers = %s: must be layers of the model, out of %s, last, or all"
                            .formatted(probe.layers(), existing)));
        }
        return layers.stream()
                .flatMap(layer ->
                        probe.poolings().stream().map(pooling -> new VectorKind(layer, Pooling.named(pooling))))
                .toList();
    }
}
