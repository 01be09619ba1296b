package cloze.network.block;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;

/** What all transformer layers of a network share. */
record LayerSettings(int heads, HiddenAct activation, Dropout hiddenDropout, Dropout attentionDropout) {
    static LayerSettings of(NetworkConfig network) {
        return new LayerSettings(
                network.numAttentionHeads(),
                network.hiddenAct(),
                Dropout.of(network.hiddenDropoutProb()),
                Dropout.of(network.attentionProbsDropoutProb()));
    }
}
