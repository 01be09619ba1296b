package cloze.benchmark;

import java.util.Locale;

/** The columns of a {@link BenchmarkRow}, in order. */
public enum BenchmarkColumn {
    /** Name of the network size. */
    PRESET(Kind.TEXT),
    /** Language of the text, as a BCP 47 tag; generated and mixed are not languages. */
    LANGUAGE(Kind.TEXT),
    /** A stage of the part; a row without one covers the whole part. */
    STAGE(Kind.TEXT),
    /** The fitted examples: random (tokens, all sequences at full length), or the folder of the examples. */
    EXAMPLES(Kind.TEXT),
    /** The master of Spark. */
    MASTER(Kind.TEXT),
    /** Where states are averaged: slices, driver. */
    ROUTE(Kind.TEXT),
    /** Name and unit of a constant of the cost model. */
    CONSTANT(Kind.TEXT),
    /** Value of the constant. */
    VALUE(Kind.NUMBER),
    /** Processor of the driver's machine, and how many it has. */
    MACHINE(Kind.TEXT),
    /** Day of the measurement, in UTC. */
    DATE(Kind.TEXT),
    /** Spark's executor id of a process. */
    PROCESS(Kind.TEXT),
    /** Number of averaging rounds made before the measurement. */
    ROUND(Kind.COUNT),
    /** 10^6 bytes of UTF-8 text per second. */
    MEGABYTES_PER_SECOND(Kind.NUMBER),
    /** Share of the pairs of near duplicates that are found, of those that comparing all pairs finds. */
    RECALL(Kind.NUMBER),
    /** Share of the pairs found that are near duplicates. */
    PRECISION(Kind.NUMBER),
    /** Pieces per second. */
    TOKENS_PER_SECOND(Kind.NUMBER),
    /** Examples per second. */
    SEQUENCES_PER_SECOND(Kind.NUMBER),
    /** Time of one worker's step, with the others running concurrently. */
    STEP_MILLISECONDS(Kind.NUMBER),
    /** Time of the matrix products alone, as a share of the step. */
    GEMM_SHARE(Kind.NUMBER),
    /** Share of the round in which the busiest process neither loaded nor fitted minibatches. */
    AVERAGING_OVERHEAD(Kind.NUMBER),
    /** Duration of the run that the figures come from. */
    SECONDS(Kind.NUMBER),
    /** Time of a round in which the busiest process loads and fits. */
    FIT_SECONDS(Kind.NUMBER),
    /** Time of a round for sending and combining the workers' end states. */
    REDUCE_SECONDS(Kind.NUMBER),
    /** Time of a round for starting tasks and receiving states; where the driver averages, also for returning them. */
    GATHER_SECONDS(Kind.NUMBER),
    /** Time of a round from the last combined slice until the driver has all reports. */
    CLOSE_SECONDS(Kind.NUMBER),
    /** Part of the fitting in which the mean process waits for the busiest one. */
    STRAGGLER_SECONDS(Kind.NUMBER),
    /** Number of threads; for training, those of each worker. */
    THREADS(Kind.COUNT),
    /** Number of logical workers. */
    WORKERS(Kind.COUNT),
    /** Number of processes with a worker. */
    EXECUTORS(Kind.COUNT),
    /** Whether the row lies within what was measured, or is extrapolated. */
    BASIS(Kind.TEXT),
    /** Number of machines of the executors. */
    MACHINES(Kind.COUNT),
    /** Number of processors that the executors can use at the same time. */
    PROCESSORS(Kind.COUNT),
    /** Number of slices of a state. */
    SLICES(Kind.COUNT),
    /** Bytes per second of an executor's network card, where known. */
    BANDWIDTH(Kind.NUMBER),
    /** Floating-point operations of a worker's step, in 10^9. */
    STEP_GIGAFLOPS(Kind.NUMBER),
    /** Number of steps of each worker in a round. */
    AVERAGING_FREQUENCY(Kind.COUNT),
    /** Number of examples in a worker's minibatch. */
    TRAIN_BATCH_SIZE(Kind.COUNT),
    /** Number of parameters of the network. */
    PARAMETERS(Kind.COUNT),
    /** Bytes of a round that tasks wrote for other tasks. All sizes are in 10^6 bytes. */
    SENT_MEGABYTES(Kind.NUMBER),
    /** Part of it that came from another executor. */
    REMOTE_MEGABYTES(Kind.NUMBER),
    /** Time of a round in which tasks waited for the network, summed over them. */
    FETCH_WAIT_SECONDS(Kind.NUMBER),
    /** Bytes of a round that were written to disk because memory was short. */
    SPILLED_MEGABYTES(Kind.NUMBER),
    /** Bytes of a round that the driver received as results of tasks. */
    RESULT_MEGABYTES(Kind.NUMBER),
    /** Bytes of a round that the network cards of the driver's machine sent and received. */
    DRIVER_MEGABYTES(Kind.NUMBER),
    /** Processor time of a round that the driver's threads used, without its compiler and garbage collector. */
    DRIVER_PROCESSOR_SECONDS(Kind.NUMBER),
    /** Processor time of a round that the busiest of these threads used. */
    DRIVER_THREAD_SECONDS(Kind.NUMBER),
    /** Used heap of the driver after a garbage collection at the end. */
    DRIVER_HEAP_MEGABYTES(Kind.NUMBER),
    /** Size of a checkpoint of the state. */
    CHECKPOINT_MEGABYTES(Kind.NUMBER),
    /** Time in which the state is written to the output. */
    CHECKPOINT_SECONDS(Kind.NUMBER),
    /** Time in which it is read and checked before a run resumes. */
    RESUME_SECONDS(Kind.NUMBER),
    /** Predicted time of a round beside fitting, where executors average slices. */
    SLICES_SECONDS(Kind.NUMBER),
    /** Predicted share of such a round in which the mean executor fits. */
    SLICES_EFFICIENCY(Kind.NUMBER),
    /** Lower end of its interval. */
    SLICES_LOW(Kind.NUMBER),
    /** Upper end of its interval. */
    SLICES_HIGH(Kind.NUMBER),
    /** Predicted time of a round beside fitting, where the driver averages. */
    DRIVER_SECONDS(Kind.NUMBER),
    /** Predicted share of such a round in which the mean executor fits. */
    DRIVER_EFFICIENCY(Kind.NUMBER),
    /** Lower end of its interval. */
    DRIVER_LOW(Kind.NUMBER),
    /** Upper end of its interval. */
    DRIVER_HIGH(Kind.NUMBER),
    /** Smallest number of steps per worker and round with an efficiency of 95 %. */
    FREQUENCY_FOR_95_PERCENT(Kind.COUNT),
    /** Smallest number of executors with an efficiency below one half; more of them hardly pay off. */
    EXECUTORS_AT_HALF(Kind.COUNT),
    /** Checksum of the weights after the last round. */
    WEIGHTS(Kind.TEXT),
    /** Resident size before anything of the network was allocated. */
    BEFORE_MEGABYTES(Kind.NUMBER),
    /** Weights of all replicas of the process. */
    PARAMETERS_MEGABYTES(Kind.NUMBER),
    /** Gradients of all replicas of the process. */
    GRADIENTS_MEGABYTES(Kind.NUMBER),
    /** Adam's moments of all replicas of the process. */
    MOMENTS_MEGABYTES(Kind.NUMBER),
    /** Activations and scratch of all replicas, as allocated. */
    PASSES_MEGABYTES(Kind.NUMBER),
    /** Upper bound of the states on the heap at the end of a round: those sent, those returned, and the average. */
    STATES_MEGABYTES(Kind.NUMBER),
    /** Used Java heap; for the driver, after a garbage collection. */
    HEAP_MEGABYTES(Kind.NUMBER),
    /** Java heap committed by the operating system. */
    HEAP_COMMITTED_MEGABYTES(Kind.NUMBER),
    /** Resident size of the process. */
    RESIDENT_MEGABYTES(Kind.NUMBER);

    /** The type of a value. */
    enum Kind {
        TEXT,
        COUNT,
        NUMBER
    }

    private final Kind kind;

    BenchmarkColumn(Kind kind) {
        this.kind = kind;
    }

    /** Returns the key in JSON and the heading of the column. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Kind kind() {
        return kind;
    }
}
