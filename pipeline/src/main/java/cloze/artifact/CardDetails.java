package cloze.artifact;

import cloze.config.NetworkConfig;
import cloze.config.curate.CurateConfig;
import cloze.provenance.Manifest;
import cloze.release.CheckpointModel;
import cloze.table.StoredPath;
import cloze.table.TextFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Facts of a model card that are computed: the data as the quality tables have it, what the training took, and what limits the
 * model.
 *
 * @param hadoop how to reach the files
 */
record CardDetails(Configuration hadoop) {
    /**
     * Summarises the quality tables of the examples. Those of a mixture are the tables of the examples that were mixed,
     * if these are still there; empty if there are none.
     *
     * @param examples the manifest in {@code folder}
     */
    List<String> quality(Manifest examples, Path folder) throws IOException {
        Stream<Path> folders = Stream.concat(
                Stream.of(folder), examples.inputs().stream().map(input -> StoredPath.of(input.split(" ", 2)[0])));
        for (Path one : folders.toList()) {
            List<Map<String, String>> documents = table(one, "documents");
            if (!documents.isEmpty()) {
                List<String> facts = new ArrayList<>();
                documents.forEach(row -> facts.add(summary(row)));
                table(one, "leaks").stream()
                        .filter(row -> row.get("unit").equals("sentences"))
                        .forEach(row -> facts.add("%s of the held-out sentences also occur in training documents"
                                .formatted(percent(row.get("leaked_share")))));
                table(one, "duplicates")
                        .forEach(row -> facts.add("%s: %s of the documents are copies"
                                .formatted(row.get("split"), percent(row.get("duplicate_document_share")))));
                return facts;
            }
        }
        return List.of();
    }

    private static String summary(Map<String, String> row) {
        return "%s: %s documents, %s sentences, %s pieces, %s of them [UNK]"
                .formatted(
                        row.get("split"),
                        row.get("documents"),
                        row.get("sentences"),
                        row.get("tokens"),
                        percent(row.get("unk_share")));
    }

    private static String percent(String share) {
        return share == null || share.isEmpty()
                ? "an unknown share"
                : String.format(Locale.ROOT, "%.2f %%", 100 * Double.parseDouble(share));
    }

    /** Reads a table as text by column; empty if there is none. Its cells have no commas. */
    private List<Map<String, String>> table(Path folder, String name) throws IOException {
        var file = new Path(folder, "quality/%s.csv".formatted(name));
        if (!file.getFileSystem(hadoop).exists(file)) {
            return List.of();
        }
        List<String> lines = TextFile.read(hadoop, file).lines().toList();
        String[] columns = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    /** States what the training took; empty if the pretrain run is no longer there. */
    List<String> compute(CheckpointModel model) {
        Optional<Manifest> manifest = Manifest.read(hadoop, model.runFolder());
        return manifest.map(run -> {
                    Map<String, String> environment = run.environment();
                    int workers =
                            run.configuration().path("training").path("workers").asInt();
                    return List.of(
                            String.format(
                                    Locale.ROOT,
                                    "wall time of the training run: %.0f s; %.3f hours times %d workers",
                                    run.seconds(),
                                    run.seconds() / 3600,
                                    workers),
                            "processors: CPUs (%s), no GPU; Spark %s, Java %s"
                                    .formatted(
                                            environment.getOrDefault("arch", "unknown"),
                                            environment.getOrDefault("spark", "unknown"),
                                            environment.getOrDefault("java", "unknown")));
                })
                .orElse(List.of());
    }

    /** States what limits the model. */
    static List<String> limits(NetworkConfig network, Optional<Manifest> examples) {
        List<String> facts = new ArrayList<>(
                List.of(
                        "It reads at most %d pieces at a time, fills in masked pieces and tells whether a sentence follows another; other tasks need fine-tuning."
                                .formatted(network.maxPositionEmbeddings()),
                        "It knows its training text alone, and repeats what is biased or wrong there. Whether it is fit for a use has to be measured on data of that use."));
        examples.ifPresent(made -> {
            boolean isCurated = made.configuration().path("curate").isObject()
                    && made.configuration("curate", CurateConfig.class).isOn();
            facts.add(
                    isCurated
                            ? "The text was curated by rules; what they let through, personal data included, may be in the model."
                            : "The text was not filtered; personal data in it may be in the model.");
        });
        return facts;
    }
}
