package cloze.network;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.shard.Minibatch;
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

    /** The examples one after another. */
    static Minibatch batch(Example... examples) {
        int[] starts = new int[examples.length + 1];
        for (int b = 0; b < examples.length; b++) {
            starts[b + 1] = starts[b] + examples[b].tokens.length;
        }
        var inputIds = IntStream.builder();
        var segmentIds = IntStream.builder();
        var rows = IntStream.builder();
        var ids = IntStream.builder();
        for (int b = 0; b < examples.length; b++) {
            Example example = examples[b];
            for (int t = 0; t < example.tokens.length; t++) {
                inputIds.add(example.tokens[t]);
                segmentIds.add(example.segment(t));
            }
            for (int i = 0; i < example.masked.length; i += 2) {
                rows.add(starts[b] + example.masked[i]);
                ids.add(example.masked[i + 1]);
            }
        }
        return new Minibatch(
                inputIds.build().toArray(),
                segmentIds.build().toArray(),
                starts,
                rows.build().toArray(),
                ids.build().toArray(),
                Stream.of(examples).mapToInt(Example::nextSentenceLabel).toArray(),
                7);
    }
}
