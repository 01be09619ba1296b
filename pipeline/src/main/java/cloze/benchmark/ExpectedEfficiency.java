package cloze.benchmark;

import cloze.benchmark.ScalingModel.Efficiency;
import cloze.benchmark.StepTimes.Step;
import cloze.benchmark.cost.Cluster;
import cloze.benchmark.cost.RouteTerms;
import cloze.config.ExamplesConfig;
import cloze.config.NetworkConfig;
import cloze.config.ScalingConfig;
import cloze.config.TrainingConfig;
import cloze.pretrain.TrainingEstimate;
import cloze.train.SparkTrainers;
import cloze.train.synchronisation.FlatParameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Predicts the efficiency of a training run on a cluster with one core for each worker, for dry runs.
 *
 * @param network the network, with its vocabulary size set
 * @param training the training section
 * @param examples the examples section, with the maximum lengths
 */
public record ExpectedEfficiency(NetworkConfig network, TrainingConfig training, ExamplesConfig examples) {
    private static final double GIGA = 1e9;
    private static final double PERCENT = 100;
    private static final double BITS_OF_A_BYTE = 8;

    /** Returns lines for a dry run; none for a single worker, which has nothing to average. */
    public List<String> lines(Configuration hadoop) {
        if (training.workers() == 1) {
            return List.of();
        }
        String file = training.exchange().scalingMeasurements();
        List<BenchmarkRow> rows = file.isEmpty()
                ? ScalingFiles.shipped()
                : ScalingFiles.read(hadoop, "training.scaling-measurements", List.of(file));
        ScalingModel model = ScalingModel.of(rows, ScalingConfig.AS_MEASURED);
        double gigaflops = training.trainBatchSize()
                * TrainingEstimate.operations(network, examples.maxSeqLength(), examples.maxPredictionsPerSeq())
                / GIGA;
        Step step = model.steps().of(gigaflops);
        double compute = training.averagingFrequency() * step.seconds();
        int parameters = FlatParameters.of(network).length();
        var cluster = new Cluster(
                parameters,
                training.workers(),
                SparkTrainers.slices(training, parameters),
                training.workers(),
                training.exchange().networkBandwidth(),
                1);
        List<String> routes = Stream.of(
                        model.efficiency(RouteTerms.SLICES, cluster, compute)
                                .map(found -> shown(found, step, "averaging by slices")),
                        model.efficiency(RouteTerms.DRIVER, cluster, compute)
                                .map(found -> shown(found, step, "averaging on the driver")))
                .flatMap(Optional::stream)
                .toList();
        return List.of(
                "Expected efficiency on %d executors with one core and one worker each, averaging every %d steps: %s"
                        .formatted(training.workers(), training.averagingFrequency(), String.join("; ", routes)),
                String.format(
                        Locale.ROOT,
                        "  from measurements %s, for network cards of %.1f Gbit/s (training.network-bandwidth)",
                        origin(rows, file),
                        training.exchange().networkBandwidth() * BITS_OF_A_BYTE / GIGA));
    }

    private static String shown(Efficiency found, Step step, String route) {
        return String.format(
                Locale.ROOT,
                "%.0f %% %s (%.0f to %.0f %%%s)",
                PERCENT * found.efficiency(),
                route,
                PERCENT * found.low(),
                PERCENT * found.high(),
                found.isExtrapolated() || !step.isMeasured() ? ", extrapolated" : "");
    }

    private static String origin(List<BenchmarkRow> rows, String file) {
        String machines = distinct(rows, BenchmarkColumn.MACHINE);
        String dates = distinct(rows, BenchmarkColumn.DATE);
        return "%s (%s; %s)".formatted(file.isEmpty() ? "that come with the program" : "of " + file, machines, dates);
    }

    private static String distinct(List<BenchmarkRow> rows, BenchmarkColumn column) {
        return rows.stream()
                .map(row -> row.text(column))
                .filter(text -> !text.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
