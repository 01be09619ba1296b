package cloze.train.averaging.slice;

import cloze.train.synchronisation.TrainerState;
import java.io.Serializable;

/**
 * A slice of the state between two rounds, as executors keep it.
 *
 * @param index its place among the slices
 * @param from its first parameter
 * @param state the slice of every vector
 * @param report what the driver is told of it
 */
record Slice(int index, int from, TrainerState state, SliceReport report) implements Serializable {}
