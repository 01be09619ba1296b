package cloze.benchmark.exchange;

import cloze.benchmark.exchange.TaskTraffic.Traffic;
import cloze.config.RunConfig;
import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Route;
import cloze.network.parameter.ParameterShape;
import cloze.train.SparkTrainers;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.InitialParameters;
import cloze.train.averaging.ProcessMemory;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.RoundTrainer;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.PlannedRound;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rounds of a number of sleeping workers over a state of a number of parameters.
 *
 * @param spark runs them
 * @param config all sections
 * @param workers number of workers
 * @param parameters number of parameters
 * @param scratch folder for checkpoints
 */
public record ExchangeRun(JavaSparkContext spark, RunConfig config, int workers, int parameters, Path scratch) {
    private static final int PIECES = 8;

    /**
     * What was measured of the counted rounds.
     *
     * @param route where states were combined
     * @param slices number of slices; 0 if the driver combined
     * @param executors number of processes that had a worker
     * @param times times of each round
     * @param traffic what tasks sent in each round
     * @param ofDriver bytes per round that the network cards of the driver's machine sent and received; those within the
     *     machine are not counted
     * @param threads processor time per round of all threads of the driver, in seconds
     * @param busiestThread that of its busiest thread
     * @param heap used heap of the driver after a garbage collection, in bytes
     * @param checkpoints of the state at the end
     */
    public record Measured(
            Route route,
            int slices,
            int executors,
            List<RoundTimes> times,
            List<Traffic> traffic,
            double ofDriver,
            double threads,
            double busiestThread,
            long heap,
            List<StoredCheckpoint> checkpoints) {
        /** Returns the bytes per round that tasks wrote for others. */
        public double sent() {
            return mean(Traffic::sent);
        }

        /** Returns the bytes per round that came from another executor. */
        public double remote() {
            return mean(Traffic::remote);
        }

        /** Returns the seconds per round that tasks waited for the network, summed over them. */
        public double fetchWait() {
            return mean(Traffic::fetchWait);
        }

        /** Returns the bytes per round that were written to disk because memory was short. */
        public double spilled() {
            return mean(Traffic::spilled);
        }

        /** Returns the bytes per round that the driver received as results. */
        public double results() {
            return mean(Traffic::results);
        }

        private double mean(ToDoubleFunction<Traffic> part) {
            return traffic.stream().mapToDouble(part).average().orElse(0);
        }
    }

    /**
     * Runs the rounds.
     *
     * @throws IllegalStateException if they end with another state than the mean of the workers
     */
    public Measured run() {
        TrainingConfig training = training();
        int warmUps = config.benchmark().warmUps();
        var traffic = new TaskTraffic();
        spark.sc().addSparkListener(traffic);
        try (RoundTrainer trainer = trainer(training)) {
            List<RoundTimes> times = new ArrayList<>();
            List<Traffic> sums = new ArrayList<>();
            int executors = 0;
            long before = 0;
            DriverThreads threads = DriverThreads.now();
            for (int round = 0; round < rounds(); round++) {
                if (round == warmUps) {
                    before = NetworkCards.bytes();
                    threads = DriverThreads.now();
                }
                RoundReport report = trainer.fit(round(round));
                Traffic sum = traffic.ofTheJob();
                if (round >= warmUps) {
                    times.add(report.times());
                    sums.add(sum);
                }
                executors = (int) report.memory().keySet().stream()
                        .filter(process -> report.memory().size() == 1 || !process.equals(ProcessMemory.DRIVER))
                        .count();
            }
            double ofDriver = (double) (NetworkCards.bytes() - before) / times.size();
            DriverThreads.Used used = DriverThreads.now().since(threads);
            System.gc();
            long heap = ProcessMemory.now().heapBytes();
            List<StoredCheckpoint> checkpoints = checkpoints(trainer);
            requireMean(trainer.state().whole());
            int slices = SparkTrainers.slices(training, parameters);
            return new Measured(
                    route(),
                    route() == Route.DRIVER ? 0 : slices,
                    executors,
                    times,
                    sums,
                    ofDriver,
                    used.all() / times.size(),
                    used.busiest() / times.size(),
                    heap,
                    checkpoints);
        } catch (IOException e) {
            throw new UncheckedIOException("Checkpoints in " + scratch, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted", e);
        } finally {
            spark.sc().removeSparkListener(traffic);
        }
    }

    private List<StoredCheckpoint> checkpoints(RoundTrainer trainer) throws IOException {
        // All are written before one is loaded: a loaded state is read from its files when it is written.
        List<StoredCheckpoint.Written> written = new ArrayList<>();
        for (int i = 0; i < config.benchmark().exchange().checkpoints(); i++) {
            var folder = new Path(scratch, "checkpoint-%d-%d-%d".formatted(parameters, workers, i));
            written.add(StoredCheckpoint.written(trainer.state(), folder, spark.hadoopConfiguration()));
        }
        List<StoredCheckpoint> loaded = new ArrayList<>();
        for (StoredCheckpoint.Written checkpoint : written) {
            loaded.add(checkpoint.loadedBy(trainer));
        }
        return loaded;
    }

    private Route route() {
        Route asked = config.training().exchange().averagingRoute();
        return asked == Route.DRIVER ? Route.DRIVER : Route.SLICES;
    }

    private int rounds() {
        return config.benchmark().warmUps() + config.benchmark().exchange().rounds();
    }

    private TrainingConfig training() {
        return config.training()
                .ofExchange(
                        workers,
                        rounds(),
                        route(),
                        config.benchmark().exchange().slices());
    }

    private RoundTrainer trainer(TrainingConfig training) {
        var schedule = LearningRate.over(rounds(), training.optimiser());
        var zeros = new InitialParameters.Given(new float[parameters]);
        InitialNetwork any =
                InitialNetwork.of(config.network().pooled(1).withVocabSize(PIECES), training, schedule, zeros);
        var network = new InitialNetwork(
                any.configuration(),
                new FlatParameters(List.of(new ParameterShape("all", List.of((long) parameters), 0))),
                zeros);
        var stage = new SleepingStage(spark, config.benchmark().exchange().fitSeconds(), new KnownSteps(workers));
        return SparkTrainers.of(spark, network, training, stage);
    }

    private Round round(int index) {
        var plan = new PlannedRound(
                index, index, index + 1, (index + 1L) * workers, Collections.nCopies(workers, List.of()));
        return new Round(plan, Map.of(), 0);
    }

    private void requireMean(TrainerState state) {
        require("parameter", 0, state.parameters());
        state.optimiser().forEach(vector -> require(vector.name(), parameters, vector.values()));
    }

    private void require(String vector, int from, float[] found) {
        IntStream.range(0, found.length)
                .parallel()
                .filter(i -> found[i] != KnownSteps.mean(rounds(), from + i))
                .findAny()
                .ifPresent(i -> {
                    throw new IllegalStateException(
                            "State after %d rounds of %d workers: expected %s for %s %d, the mean of the workers, found %s"
                                    .formatted(
                                            rounds(),
                                            workers,
                                            KnownSteps.mean(rounds(), from + i),
                                            vector,
                                            i,
                                            found[i]));
                });
    }
}
