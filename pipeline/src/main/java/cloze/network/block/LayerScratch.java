package cloze.network.block;

import cloze.network.matrix.Scratch;

/** Memory that the backward passes of the layers use one after another. */
record LayerScratch(
        Scratch branch,
        Scratch wide,
        Scratch context,
        Scratch projected,
        Scratch queries,
        Scratch block,
        Scratch blockGradient) {
    LayerScratch() {
        this(new Scratch(), new Scratch(), new Scratch(), new Scratch(), new Scratch(), new Scratch(), new Scratch());
    }

    void free() {
        branch.free();
        wide.free();
        context.free();
        projected.free();
        queries.free();
        block.free();
        blockGradient.free();
    }
}
