package cloze.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.ExportConfig;
import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.error.InvalidConfigException;
import cloze.report.ModelCard;
import cloze.table.SmallTable;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The metadata of a card is what the Hugging Face Hub reads. */
class ModelCardTest {
    private static final RunConfig CONFIG = ConfigLoader.load(Optional.empty(), List.of());

    private static SmallTable evaluation(Double accuracy) {
        return new SmallTable(
                new StructType()
                        .add("split", DataTypes.StringType)
                        .add("masked_lm_accuracy", DataTypes.DoubleType)
                        .add("next_sentence_accuracy", DataTypes.DoubleType)
                        .add("perplexity", DataTypes.DoubleType),
                List.of(
                        RowFactory.create("train", 0.9, 0.9, 2.0),
                        RowFactory.create("validation", 0.5, accuracy, 9.5)));
    }

    private static ObjectNode metadata(ExportConfig stated, Optional<SmallTable> evaluation) throws IOException {
        RunConfig config = CONFIG.withExport(stated);
        var results = new CardResults(config, "books \"A\": 1.txt", List.of("en"));
        return CardSchema.metadata(
                ModelCard.of(results.metadata("my-bert", evaluation), config.network(), 8000, "uncased")
                        .facts("Limits", List.of("few"))
                        .text());
    }

    @Test
    void theMetadataFitTheHubsSpecification() throws IOException {
        ObjectNode all = metadata(
                new ExportConfig("", "apache-2.0", "", "", List.of("wikipedia", "owner/news")),
                Optional.of(evaluation(0.8)));

        assertThat(CardSchema.read().faults(all)).isEmpty();
        assertThat(all.fieldNames())
                .toIterable()
                .contains("language", "license", "datasets", "metrics", "model-index", "library_name", "pipeline_tag");
        assertThat(all.at("/model-index/0/results/0/metrics/0/value").asDouble())
                .isEqualTo(0.5);
        assertThat(all.at("/model-index/0/results/0/dataset/type").asText()).isEqualTo("wikipedia");
        assertThat(all.at("/model-index/0/results/1/task/type").asText()).isEqualTo("text-classification");
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        ObjectNode bare = metadata(new ExportConfig("", "", "", "", List.of()), Optional.empty());
        assertThat(CardSchema.read().faults(bare)).isEmpty();
        assertThat(bare.has("license")).isFalse();
        assertThat(bare.has("model-index")).isFalse();

        ObjectNode words = metadata(
                new ExportConfig("", "other", "house-1.0", "LICENSE", List.of()), Optional.of(evaluation(null)));
        assertThat(CardSchema.read().faults(words)).isEmpty();
        assertThat(words.at("/model-index/0/results")).hasSize(1);
        assertThat(words.get("license_name").asText()).isEqualTo("house-1.0");
    }

    @Test
    void theSchemaFindsFaults() throws IOException {
        ObjectNode card =
                metadata(new ExportConfig("", "my-own-terms", "", "", List.of()), Optional.of(evaluation(0.8)));
        ((ObjectNode) card.at("/model-index/0/results/0/metrics/0")).remove("value");
        card.put("price", 1);
        card.put("language", "en");

        assertThat(CardSchema.read().faults(card))
                .containsExactlyInAnyOrder(
                        "card.license: unknown value \"my-own-terms\"",
                        "card.model-index[0].results[0].metrics[0]: lacks value",
                        "card.price: unknown field",
                        "card.language: no array");
    }

    @Test
    void statementsThatTheHubWouldRefuseAreRefused() {
        assertThatThrownBy(() -> new ExportConfig("", "Apache License", "", "", List.of("a/b/c")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("export.license = Apache License")
                .hasMessageContaining("export.datasets");
        assertThatThrownBy(() -> new ExportConfig("", "other", "", "", List.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("license-name and license-link");
    }
}
