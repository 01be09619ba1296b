package cloze.shard;

import cloze.dataset.Task;
import java.util.Arrays;
import java.util.List;

/**
 * A minibatch of B examples without padding: P tokens, example after example, with M masked positions in total.
 *
 * @param inputIds [P], ids after masking
 * @param segmentIds [P]
 * @param starts [B + 1], the row where each example begins, then P
 * @param maskedRows [M], the rows of the masked positions, ascending
 * @param maskedIds [M], the original ids at these rows
 * @param pairLabels [tasks on pairs * B], see {@link #labels}; of a classifier's examples see {@link #classes}
 * @param key identifies this minibatch in the run; dropout draws depend on it
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to the network; never compared
public record Minibatch(
        int[] inputIds, int[] segmentIds, int[] starts, int[] maskedRows, int[] maskedIds, int[] pairLabels, long key) {

    /**
     * Joins {@code examples} in their order.
     *
     * @param examples at least one example
     * @param key identifies this minibatch in the run
     */
    public static Minibatch of(List<MaskedExample> examples, long key) {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("A minibatch of no examples");
        }
        int[] starts = new int[examples.size() + 1];
        int predictions = 0;
        for (int b = 0; b < examples.size(); b++) {
            starts[b + 1] = starts[b] + examples.get(b).length();
            predictions += examples.get(b).maskedPositions().length;
        }
        int[] inputIds = new int[starts[examples.size()]];
        int[] segmentIds = new int[inputIds.length];
        int[] pairLabels = new int[Task.ofPairs().size() * examples.size()];
        int[] maskedRows = new int[predictions];
        int[] maskedIds = new int[predictions];
        int masked = 0;
        for (int b = 0; b < examples.size(); b++) {
            MaskedExample example = examples.get(b);
            System.arraycopy(example.inputIds(), 0, inputIds, starts[b], example.length());
            System.arraycopy(example.segmentIds(), 0, segmentIds, starts[b], example.length());
            for (int task = 0; task < example.pairLabels().length; task++) {
                pairLabels[task * examples.size() + b] = example.pairLabels()[task];
            }
            for (int i = 0; i < example.maskedPositions().length; i++) {
                maskedRows[masked] = starts[b] + example.maskedPositions()[i];
                maskedIds[masked++] = example.maskedIds()[i];
            }
        }
        return new Minibatch(inputIds, segmentIds, starts, maskedRows, maskedIds, pairLabels, key);
    }

    /** Returns B, the number of examples. */
    public int examples() {
        return starts.length - 1;
    }

    /** Returns the labels of the pairs, [B]; for {@link Task#NEXT_SENTENCE} 0 is next, 1 random. */
    public int[] labels(Task task) {
        int first = Task.ofPairs().indexOf(task) * examples();
        return Arrays.copyOfRange(pairLabels, first, first + examples());
    }

    /** Returns the class of each labelled text, [B]; for examples of a classifier. */
    public int[] classes() {
        return Arrays.copyOf(pairLabels, examples());
    }

    /** Returns the number of tokens of one example. */
    public int length(int example) {
        return starts[example + 1] - starts[example];
    }
}
