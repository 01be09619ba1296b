package cloze.network;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.network.NetworkCases.Example;
import cloze.network.NetworkCases.Sizes;
import cloze.shard.Minibatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One setting in which the network has to agree with its reference.
 *
 * @param name what is special about it
 */
record Agreement(String name, NetworkConfig config, Minibatch batch, double nextSentenceWeight) {
    /** No width is a multiple of a vector register's. */
    private static final Sizes ONE_HEAD = new Sizes(29, 7, 1, 1, 11);

    private static final Sizes THREE_HEADS = new Sizes(29, 12, 2, 3, 19);
    private static final Sizes WIDE = new Sizes(131, 76, 2, 2, 101);

    /** The vocabulary is projected in several blocks, the last one shorter. */
    private static final Sizes MANY_PIECES = new Sizes(4500, 12, 1, 3, 19);

    static Stream<Agreement> all() {
        return Stream.of(encoders(), corners(), weights(), pooled(), blocks()).flatMap(cases -> cases);
    }

    static Agreement named(String name) {
        return all().filter(agreement -> agreement.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Stream<Agreement> encoders() {
        return Stream.of(HiddenAct.values())
                .flatMap(act -> Stream.of(
                        bert("one layer, one head, " + act, act, ONE_HEAD, ragged(ONE_HEAD)),
                        bert("two layers, three heads, " + act, act, THREE_HEADS, ragged(THREE_HEADS)),
                        bert("two layers, wider than a vector register, " + act, act, WIDE, ragged(WIDE))));
    }

    private static Stream<Agreement> corners() {
        return Stream.of(
                corner("[CLS], its neighbour and last real tokens masked", edges(THREE_HEADS)),
                corner("one id many times, in the input and hidden", repeated()),
                corner("one example without masks between others", someWithoutMasks(THREE_HEADS)),
                corner(
                        "one masked position only",
                        NetworkCases.batch(NetworkCases.example(9, 4, 1, THREE_HEADS, 5, 6))),
                corner("every token masked", everythingMasked()),
                corner("nothing masked", nothingMasked(THREE_HEADS)),
                corner("a single example", NetworkCases.batch(NetworkCases.example(17, 8, 0, THREE_HEADS, 3, 4, 9, 2))),
                corner(
                        "examples of one length",
                        NetworkCases.batch(
                                NetworkCases.example(8, 3, 0, THREE_HEADS, 3, 4),
                                NetworkCases.example(8, 5, 1, THREE_HEADS, 2, 1))),
                corner("a single segment", NetworkCases.batch(NetworkCases.example(8, 8, 0, THREE_HEADS, 3, 4))),
                corner(
                        "an example of one token",
                        NetworkCases.batch(
                                NetworkCases.example(1, 1, 0, THREE_HEADS, 0, 4),
                                NetworkCases.example(8, 5, 1, THREE_HEADS, 2, 1))),
                corner(
                        "as long as the position table",
                        NetworkCases.batch(NetworkCases.example(40, 20, 1, THREE_HEADS, 39, 4))),
                corner("more examples than a block of rows", many(THREE_HEADS)));
    }

    private static Stream<Agreement> weights() {
        return Stream.of(0.0, 0.5, 1.0)
                .flatMap(weight -> Stream.of(
                        new Agreement(
                                "next-sentence weight " + weight,
                                NetworkCases.network(Kind.BERT, HiddenAct.GELU_NEW, THREE_HEADS),
                                ragged(THREE_HEADS),
                                weight),
                        new Agreement(
                                "next-sentence weight " + weight + ", nothing masked",
                                NetworkCases.network(Kind.BERT, HiddenAct.GELU_NEW, THREE_HEADS),
                                nothingMasked(THREE_HEADS),
                                weight)));
    }

    private static Stream<Agreement> pooled() {
        NetworkConfig small = NetworkCases.network(Kind.POOLED, HiddenAct.GELU_NEW, THREE_HEADS);
        NetworkConfig wide = NetworkCases.network(Kind.POOLED, HiddenAct.GELU_NEW, WIDE);
        return Stream.of(
                new Agreement("pooled", small, ragged(THREE_HEADS), 1),
                new Agreement("pooled, wider than a vector register", wide, ragged(WIDE), 1),
                new Agreement("pooled, next-sentence weight 0", small, ragged(THREE_HEADS), 0),
                new Agreement("pooled, next-sentence weight 0.5", small, ragged(THREE_HEADS), 0.5),
                new Agreement("pooled, edges masked", small, edges(THREE_HEADS), 1),
                new Agreement("pooled, nothing masked", small, nothingMasked(THREE_HEADS), 1),
                new Agreement("pooled, nothing masked, next-sentence weight 0", small, nothingMasked(THREE_HEADS), 0),
                new Agreement(
                        "pooled, a single example",
                        small,
                        NetworkCases.batch(NetworkCases.example(9, 4, 0, THREE_HEADS, 3, 4)),
                        1));
    }

    private static Stream<Agreement> blocks() {
        Minibatch edges = NetworkCases.batch(
                NetworkCases.example(23, 11, 0, MANY_PIECES, 4, 0, 13, 2047, 17, 4499),
                NetworkCases.example(9, 3, 1, MANY_PIECES, 2, 2048, 5, 4095, 7, 4096));
        return Stream.of(Kind.values()).flatMap(kind -> {
            NetworkConfig network = NetworkCases.network(kind, HiddenAct.GELU_NEW, MANY_PIECES);
            String name = "a vocabulary of several blocks, " + kind;
            return Stream.of(
                    new Agreement(name, network, edges, 1),
                    new Agreement(name + ", nothing masked", network, nothingMasked(MANY_PIECES), 1));
        });
    }

    private static Agreement bert(String name, HiddenAct act, Sizes sizes, Minibatch batch) {
        return new Agreement(name, NetworkCases.network(Kind.BERT, act, sizes), batch, 1);
    }

    private static Agreement corner(String name, Minibatch batch) {
        return bert(name, HiddenAct.GELU_NEW, THREE_HEADS, batch);
    }

    /** Four lengths up to 37, both segments, both labels. */
    private static Minibatch ragged(Sizes sizes) {
        return NetworkCases.batch(
                NetworkCases.example(23, 11, 0, sizes, 4, 7, 13, 20),
                NetworkCases.example(37, 30, 1, sizes, 1, 3, 17, 7, 33, 28),
                NetworkCases.example(5, 3, 1, sizes, 2, 11),
                NetworkCases.example(16, 2, 0, sizes, 9, 0));
    }

    private static Minibatch edges(Sizes sizes) {
        return NetworkCases.batch(
                NetworkCases.example(9, 4, 0, sizes, 0, 7, 1, 8, 8, 20),
                NetworkCases.example(6, 3, 1, sizes, 1, 3, 5, 7),
                NetworkCases.example(12, 5, 1, sizes, 0, 1, 11, 2));
    }

    private static Minibatch repeated() {
        return NetworkCases.batch(
                new Example(new int[] {2, 6, 6, 6, 3, 6, 6, 3}, 5, 0, 1, 6, 2, 6, 5, 6),
                new Example(new int[] {2, 6, 3, 6, 3}, 3, 1, 1, 6, 3, 6));
    }

    private static Minibatch someWithoutMasks(Sizes sizes) {
        return NetworkCases.batch(
                NetworkCases.example(9, 4, 0, sizes, 3, 7),
                NetworkCases.example(14, 6, 1, sizes),
                NetworkCases.example(7, 3, 1, sizes, 2, 2, 6, 9));
    }

    private static Minibatch nothingMasked(Sizes sizes) {
        return NetworkCases.batch(NetworkCases.example(9, 4, 0, sizes), NetworkCases.example(6, 3, 1, sizes));
    }

    private static Minibatch everythingMasked() {
        int[] masked =
                IntStream.range(0, 10).flatMap(t -> IntStream.of(t, 2 * t)).toArray();
        return NetworkCases.batch(
                NetworkCases.example(10, 4, 0, THREE_HEADS, masked),
                NetworkCases.example(10, 7, 1, THREE_HEADS, masked));
    }

    private static Minibatch many(Sizes sizes) {
        return NetworkCases.batch(IntStream.range(0, 70)
                .mapToObj(b -> NetworkCases.example(3 + b % 9, 1 + b % 3, b % 2, sizes, b % 3, b % 29))
                .toArray(Example[]::new));
    }
}
