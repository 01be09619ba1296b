package cloze.testing;

import cloze.config.NetworkConfig;

/** A network of one layer over 30 pieces: a step of it takes no time. */
public final class TinyNetwork {
    public static final int PIECES = 30;

    public static final NetworkConfig NETWORK = new NetworkConfig(
            NetworkConfig.Kind.BERT,
            PIECES,
            8,
            1,
            2,
            16,
            0.1,
            0.1,
            16,
            2,
            NetworkConfig.Initializer.SCALED,
            0.02,
            NetworkConfig.HiddenAct.GELU_NEW);

    private TinyNetwork() {}
}
