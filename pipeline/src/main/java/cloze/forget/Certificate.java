package cloze.forget;

import cloze.provenance.CodeVersion;
import cloze.provenance.Fingerprint;
import cloze.release.registry.Version;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import cloze.table.TextFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What was forgotten, for those who ask later. It has no text and no id of a user: of each id the SHA-256, and of each text the first half of
 * its SHA-256, which is also the id of its document.
 *
 * @param run names the order
 * @param decided time of the switch, ISO-8601 in UTC
 * @param code the version of this program that replayed the nights
 * @param ids hashes of texts by the hash of the id that names them
 * @param unknown number of ids that named nothing
 * @param documents number of documents, all copies counted
 * @param examples number of examples that were theirs
 * @param partnersLost examples of other documents whose second segment was theirs
 * @param partnersChanged examples of other documents that have another second segment now
 * @param nights number of nights that were replayed
 * @param removed the replaced versions
 * @param replacing the versions in their place
 * @param champion number of the champion before and after
 * @param notes what was not repeated as it was
 */
record Certificate(
        String run,
        String decided,
        CodeVersion code,
        NavigableMap<String, NavigableSet<String>> ids,
        int unknown,
        long documents,
        long examples,
        long partnersLost,
        long partnersChanged,
        int nights,
        List<Weights> removed,
        List<Weights> replacing,
        Champions champion,
        List<String> notes) {
    private static final String JSON_SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * A version.
     *
     * @param run the run that made it
     * @param weights SHA-256 of its weights as they are in the file; empty if they are no longer kept
     */
    record Weights(int version, String run, String weights) {
        static Weights of(Configuration hadoop, Version version) throws IOException {
            var file = new Path(version.folder(), "model.safetensors");
            FileSystem files = file.getFileSystem(hadoop);
            return new Weights(
                    version.number(), version.run(), files.exists(file) ? Fingerprint.ofFile(files, file) : "");
        }
    }

    record Champions(int before, int after) {}

    /** Returns the hashes of ids and texts as a certificate has them. */
    static NavigableMap<String, NavigableSet<String>> hashed(FoundDocuments found) {
        NavigableMap<String, NavigableSet<String>> hashed = new TreeMap<>();
        found.texts().forEach((id, texts) -> hashed.put(RequestedIds.hash(id), texts));
        return hashed;
    }

    /** Writes the certificate into {@code folder}, as JSON and as a page. */
    void write(Configuration hadoop, Path folder) {
        try {
            TextFile.write(hadoop, new Path(folder, run + JSON_SUFFIX), JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Certificate " + run, e);
        }
        TextFile.write(hadoop, new Path(folder, run + ".md"), page());
    }

    private String page() {
        Page page = Page.titled("Forgotten documents")
                .paragraph(
                        "%s. %d document(s) were taken out of this registry. The versions that learnt from them were removed, and the nights since were replayed without them (%d), by %s."
                                .formatted(decided, documents, nights, code.version()))
                .paragraph(
                        "%d example(s) were theirs. %d example(s) of other documents had one of theirs as a random next sentence; all in all %d have another one now."
                                .formatted(examples, partnersLost, partnersChanged))
                .paragraph(
                        "Version %d was in use before, version %d is now.".formatted(champion.before, champion.after))
                .heading("Removed versions")
                .table(table(removed))
                .heading("Versions in their place")
                .table(table(replacing))
                .heading("What was not repeated as it was");
        for (String note : notes.isEmpty() ? List.of("Nothing.") : notes) {
            page = page.paragraph(note);
        }
        List<Row> rows = new ArrayList<>();
        ids.forEach((id, texts) -> texts.forEach(text -> rows.add(RowFactory.create(id, text))));
        return page.heading("Documents")
                .paragraph(
                        "The SHA-256 of each id that was given, and the hash of each text with it. %d id(s) named no document of this registry."
                                .formatted(unknown))
                .table(new SmallTable(
                        new StructType().add("id", DataTypes.StringType).add("text", DataTypes.StringType), rows))
                .markdown();
    }

    private static SmallTable table(List<Weights> versions) {
        return new SmallTable(
                new StructType()
                        .add("version", DataTypes.IntegerType)
                        .add("run", DataTypes.StringType)
                        .add("weights", DataTypes.StringType),
                versions.stream()
                        .map(one -> RowFactory.create(one.version, one.run, one.weights))
                        .toList());
    }

    /** Returns the name of a certificate in {@code folder} that has one of {@code ids}, the newest of several. */
    static Optional<String> naming(Configuration hadoop, Path folder, NavigableSet<String> ids) throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        if (!files.exists(folder)) {
            return Optional.empty();
        }
        NavigableSet<String> names = new TreeSet<>();
        for (FileStatus file : Arrays.stream(files.listStatus(folder)).toList()) {
            String name = file.getPath().getName();
            if (name.endsWith(JSON_SUFFIX)) {
                JsonNode certificate = JSON.readTree(TextFile.read(hadoop, file.getPath()));
                boolean isNamed =
                        ids.stream().anyMatch(id -> certificate.path("ids").has(RequestedIds.hash(id)));
                if (isNamed) {
                    names.add(certificate.path("decided").asText() + " " + name);
                }
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(names.last().split(" ", 2)[1]);
    }
}
