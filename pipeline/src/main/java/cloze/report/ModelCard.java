package cloze.report;

import cloze.config.NetworkConfig;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.List;

/** A model card: what the model is, what it was trained on, how good it is, what limits it, and how to load it. Immutable. */
public final class ModelCard {
    private static final String LOADING =
            """
            ```python
            from transformers import AutoTokenizer, BertForPreTraining

            tokenizer = AutoTokenizer.from_pretrained("FOLDER")
            model = BertForPreTraining.from_pretrained("FOLDER")
            ```

            `BertModel`, `BertForMaskedLM` and the classes for fine-tuning load it as well.""";

    private final CardMetadata metadata;
    private final Page page;

    private ModelCard(CardMetadata metadata, Page page) {
        this.metadata = metadata;
        this.page = page;
    }

    /** Returns the card of a network with a vocabulary of {@code pieces} pieces. */
    public static ModelCard of(CardMetadata metadata, NetworkConfig network, int pieces, String casing) {
        return new ModelCard(
                metadata,
                Page.titled(metadata.name())
                        .paragraph(
                                "A BERT with a masked-LM and a next-sentence head, pre-trained with Cloze (Apache Spark and Deeplearning4j): %d layers, hidden size %d, %d attention heads, %d positions, %s; %d pieces, %s."
                                        .formatted(
                                                network.numHiddenLayers(),
                                                network.hiddenSize(),
                                                network.numAttentionHeads(),
                                                network.maxPositionEmbeddings(),
                                                switch (network.hiddenAct()) {
                                                    case GELU -> "GELU with erf";
                                                    case GELU_NEW -> "GELU in the tanh form";
                                                },
                                                pieces,
                                                casing)));
    }

    /** Adds facts under a heading; adds nothing if there are none. */
    public ModelCard facts(String heading, List<String> facts) {
        return facts.isEmpty()
                ? this
                : new ModelCard(metadata, page.heading(heading).paragraph("- " + String.join("\n- ", facts)));
    }

    /** Adds a table of metrics with an introduction. */
    public ModelCard metrics(String introduction, SmallTable metrics) {
        return new ModelCard(
                metadata, page.heading("Metrics").paragraph(introduction).table(metrics));
    }

    /** Returns the card as text. */
    public String text() {
        return metadata.text() + page.heading("Loading").paragraph(LOADING).markdown();
    }
}
