package cloze.benchmark;

import java.util.Locale;

/** What a {@link BenchmarkRow} may say, in the order of the columns. */
public enum BenchmarkColumn {
    /** Name of the network's size. */
    PRESET(Kind.TEXT),
    /** Language of the text, as a BCP 47 tag; generated and mixed are none. */
    LANGUAGE(Kind.TEXT),
    /** A stretch of the part; a row without one is the part as a whole. */
    STAGE(Kind.TEXT),
    /** What was fitted: random (tokens, all sequences of full length), or the folder of the examples. */
    EXAMPLES(Kind.TEXT),
    /** Where Spark ran. */
    MASTER(Kind.TEXT),
    /** Spark's name of a process. */
    PROCESS(Kind.TEXT),
    /** How many averaging rounds were made before. */
    ROUND(Kind.COUNT),
    /** 10^6 bytes of UTF-8 text per second. */
    MEGABYTES_PER_SECOND(Kind.NUMBER),
    /** Pieces per second. */
    TOKENS_PER_SECOND(Kind.NUMBER),
    /** Examples per second. */
    SEQUENCES_PER_SECOND(Kind.NUMBER),
    /** Time of one worker's step, beside the others that run at once. */
    STEP_MILLISECONDS(Kind.NUMBER),
    /** Time of the matrix products alone / time of the step. */
    GEMM_SHARE(Kind.NUMBER),
    /** Share of the round in which the busiest process loaded or fitted nothing. */
    AVERAGING_OVERHEAD(Kind.NUMBER),
    /** Of the run whose figures these are. */
    SECONDS(Kind.NUMBER),
    /** Of a round: the busiest process's loading and fitting. */
    COMPUTE_SECONDS(Kind.NUMBER),
    /** Of a round: starting tasks, states on their way. */
    TRANSPORT_SECONDS(Kind.NUMBER),
    /** Of a round: making the average on the driver. */
    AVERAGING_SECONDS(Kind.NUMBER),
    /** Threads at work; of training, those of each worker. */
    THREADS(Kind.COUNT),
    /** Logical workers. */
    WORKERS(Kind.COUNT),
    /** Processes with a worker. */
    EXECUTORS(Kind.COUNT),
    /** Steps of each worker in a round. */
    AVERAGING_FREQUENCY(Kind.COUNT),
    /** Examples of a worker's minibatch. */
    TRAIN_BATCH_SIZE(Kind.COUNT),
    /** Of the network. */
    PARAMETERS(Kind.COUNT),
    /** Share of a round in which executors compute. */
    EFFICIENCY(Kind.NUMBER),
    /** Steps of each worker in a round from which its efficiency is 95 %. */
    FREQUENCY_FOR_95_PERCENT(Kind.COUNT),
    /** Executors from which the efficiency is below one half: more of them hardly pay. */
    EXECUTORS_AT_HALF(Kind.COUNT),
    /** Checksum of the weights after the last round. */
    WEIGHTS(Kind.TEXT),
    /** Resident size before anything of the network was there; sizes are in 10^6 bytes. */
    BEFORE_MEGABYTES(Kind.NUMBER),
    /** The weights of all replicas of the process. */
    PARAMETERS_MEGABYTES(Kind.NUMBER),
    /** Their gradients. */
    GRADIENTS_MEGABYTES(Kind.NUMBER),
    /** Adam's moments of all replicas. */
    MOMENTS_MEGABYTES(Kind.NUMBER),
    /** Activations and scratch of all replicas, as allocated. */
    PASSES_MEGABYTES(Kind.NUMBER),
    /** States on the heap at the end of a round, at most: what was sent, what came back, the average. */
    STATES_MEGABYTES(Kind.NUMBER),
    /** In use on the Java heap; of the driver, once garbage is collected. */
    HEAP_MEGABYTES(Kind.NUMBER),
    /** Taken by the Java heap from the operating system. */
    HEAP_COMMITTED_MEGABYTES(Kind.NUMBER),
    /** Resident size. */
    RESIDENT_MEGABYTES(Kind.NUMBER);

    /** What kind of value it has. */
    enum Kind {
        TEXT,
        COUNT,
        NUMBER
    }

    private final Kind kind;

    BenchmarkColumn(Kind kind) {
        this.kind = kind;
    }

    /** The key in JSON and the head of the column. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Kind kind() {
        return kind;
    }
}
