package cloze.network;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small networks and minibatches for the comparisons of this package. All are without dropout. */
final class NetworkCases {
    private NetworkCases() {}

    /** Sizes of a network: vocabulary, hidden, layers, heads, intermediate; the position table has 40 rows. */
    record Sizes(int vocabulary, int hidden, int layers, int heads, int intermediate) {}

    static NetworkConfig network(Kind kind, HiddenAct act, Sizes sizes) {
        return new NetworkConfig(
                kind,
                sizes.vocabulary,
                sizes.hidden,
                sizes.layers,
                sizes.heads,
                sizes.intermediate,
                0,
                0,
                40,
                2,
                Initializer.BERT,
                0.02,
                act);
    }

    /**
     * One example: its tokens, where segment B starts, its next-sentence label, and the masked positions with the ids to find there,
     * as position, id, position, id, ...
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Example(int[] tokens, int secondSegment, int nextSentenceLabel, int... masked) {
        private int segment(int position) {
            return position < secondSegment ? 0 : 1;
        }
    }

    static Example example(int length, int secondSegment, int nextSentenceLabel, Sizes sizes, int... masked) {
        var random = new SplittableRandom(length * 31L + secondSegment);
        int[] tokens = random.ints(length, 0, sizes.vocabulary).toArray();
        return new Example(tokens, secondSegment, nextSentenceLabel, masked);
    }

    /** The examples padded to the longest of them. */
    static Minibatch batch(Example... examples) {
        int length = Stream.of(examples)
                .mapToInt(example -> example.tokens.length)
                .max()
                .orElseThrow();
        int[] inputIds = new int[examples.length * length];
        int[] segmentIds = new int[examples.length * length];
        var positions = IntStream.builder();
        var ids = IntStream.builder();
        for (int b = 0; b < examples.length; b++) {
            Example example = examples[b];
            for (int t = 0; t < example.tokens.length; t++) {
                inputIds[b * length + t] = example.tokens[t];
                segmentIds[b * length + t] = example.segment(t);
            }
            for (int i = 0; i < example.masked.length; i += 2) {
                positions.add(b * length + example.masked[i]);
                ids.add(example.masked[i + 1]);
            }
        }
        boolean anyMasked = Stream.of(examples).anyMatch(example -> example.masked.length > 0);
        return new Minibatch(
                examples.length,
                length,
                inputIds,
                segmentIds,
                Stream.of(examples).mapToInt(example -> example.tokens.length).toArray(),
                anyMasked ? positions.build().toArray() : new int[] {-1},
                anyMasked ? ids.build().toArray() : new int[] {0},
                Stream.of(examples).mapToInt(Example::nextSentenceLabel).toArray(),
                7);
    }

    /** The same minibatch with {@code columns} more columns of padding, all holding {@code filler}. */
    static Minibatch widened(Minibatch batch, int columns, int filler) {
        int before = batch.sequenceLength();
        int after = before + columns;
        int[] inputIds = new int[batch.batchSize() * after];
        int[] segmentIds = new int[batch.batchSize() * after];
        Arrays.fill(inputIds, filler);
        for (int b = 0; b < batch.batchSize(); b++) {
            int length = batch.lengths()[b];
            System.arraycopy(batch.inputIds(), b * before, inputIds, b * after, length);
            System.arraycopy(batch.segmentIds(), b * before, segmentIds, b * after, length);
        }
        int[] positions = Arrays.stream(batch.maskedPositions())
                .map(flat -> flat / before * after + flat % before)
                .toArray();
        return new Minibatch(
                batch.batchSize(),
                after,
                inputIds,
                segmentIds,
                batch.lengths(),
                positions,
                batch.maskedIds(),
                batch.nextSentenceLabels(),
                batch.key());
    }
}
