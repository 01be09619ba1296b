package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.dataset.Documents;
import cloze.retrain.FoundNights.Found;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nights that read only the files that are new or changed find what those find that read all of them. */
@Tag("spark")
@Tag("slow")
@ExtendWith(SparkSessionExtension.class)
class NightsOfFilesTest {
    @TempDir
    private Path folder;

    private Path corpus;
    private FoundNights nights;

    @BeforeEach
    void writeTheFirstFiles(SparkSession spark) throws IOException {
        corpus = Files.createDirectories(folder.resolve("corpus"));
        write("a.jsonl", "a1:One.", "a2:Two.", "a3:Twice.", "a4:Twice.");
        write("b.jsonl", "b1:Three.", "b2:Four.");
        nights = new FoundNights(
                spark,
                folder.resolve("registry"),
                "corpus { input = \"%s\", id-column = id, validation-fraction = 0.3 }".formatted(corpus));
    }

    /** Each document is an id and a text. */
    private void write(String name, String... documents) throws IOException {
        var lines = new StringBuilder();
        for (String document : documents) {
            String[] parts = document.split(":", 2);
            lines.append("{\"id\":\"%s\",\"text\":\"%s\"}%n".formatted(parts[0], parts[1]));
        }
        Files.writeString(corpus.resolve(name), lines);
    }

    @Test
    void findTheSameWhateverHappensToTheFiles() throws IOException {
        Found first = nights.publish();
        assertThat(first.shown()).isEqualTo("reading the whole corpus: no earlier run has noted what it read");
        assertThat(first.fresh()).hasSize(6);
        Found nothing = nights.publish();
        assertThat(nothing.shown()).isEqualTo("reading only what is new: 0 of 2 file(s)");
        assertThat(nothing.fresh()).isEmpty();

        write("c.jsonl", "c1:Five.", "c2:One.", "c3:Twice.");
        Found added = nights.publish();
        assertThat(added.shown()).isEqualTo("reading only what is new: 1 of 3 file(s)");
        assertThat(added.fresh()).hasSize(3).filteredOn(id -> id.endsWith("-2")).hasSize(1);
        assertThat(added.fresh()).filteredOn(id -> id.endsWith("-3")).hasSize(1);

        write("b.jsonl", "b1:Three, but changed.", "b2:Four.", "b3:Six.");
        Files.delete(corpus.resolve("c.jsonl"));
        Found changed = nights.publish();
        assertThat(changed.shown()).isEqualTo("reading only what is new: 1 of 2 file(s)");
        assertThat(changed.fresh()).hasSize(2);
        assertThat(changed.removed()).hasSize(4);
        assertThat(changed.changed()).isEqualTo(1);

        write("d.jsonl", "c1:Five.", "c2:One.", "d1:Seven.");
        Found back = nights.publish();
        assertThat(back.fresh()).as("two are back, and one is new").hasSize(1);
        Files.delete(corpus.resolve("d.jsonl"));
        assertThat(nights.publish().removed()).as("gone again").hasSize(3);
    }

    @Test
    void aFileIsReadAgainIfItsTimeChangesAndItsDocumentsStayKnown() throws IOException {
        nights.publish();
        Files.setLastModifiedTime(corpus.resolve("a.jsonl"), FileTime.fromMillis(1_000_000));
        Found found = nights.publish();
        assertThat(found.shown()).isEqualTo("reading only what is new: 1 of 2 file(s)");
        assertThat(found.fresh()).isEmpty();
        assertThat(found.removed()).isEmpty();
    }

    @Test
    void aNightThatMakesNoVersionLeavesItsDocumentsToTheNextOne() throws IOException {
        nights.publish();
        write("c.jsonl", "c1:Five.", "c2:Six.");
        Found refused = nights.look();
        assertThat(refused.fresh()).hasSize(2);
        assertThat(nights.look()).isEqualTo(refused);
    }

    @Test
    void documentsOfASplitThatWaitsAreFoundAgain() throws IOException {
        nights.publish();
        write("c.jsonl", "c1:Five.", "c2:Six.", "c3:Seven.", "c4:Eight.", "c5:Nine.", "c6:Ten.", "c7:Eleven.");
        List<String> all = nights.publish(List.of(Documents.TRAIN)).fresh();
        assertThat(all).hasSize(7);
        List<String> waiting = nights.look().fresh();
        assertThat(waiting).isNotEmpty().hasSizeLessThan(7);
        assertThat(all).containsAll(waiting);

        Files.delete(corpus.resolve("c.jsonl"));
        Found gone = nights.publish();
        assertThat(gone.removed())
                .as("those trained on, which came and went after the mark")
                .hasSize(7 - waiting.size());
    }

    @Test
    void whatIsReadOtherwiseIsReadAsAWhole() throws IOException {
        nights.publish();
        assertThat(nights.look("corpus.text-column = id", "corpus.id-column = text")
                        .shown())
                .isEqualTo("reading the whole corpus: keys of the section corpus have changed");
        assertThat(nights.look("corpus.input = [{ path = \"%s\", weight = 1.5 }]".formatted(corpus))
                        .shown())
                .isEqualTo("reading the whole corpus: the weight of %s, 1.5, is not a whole number".formatted(corpus));
        assertThat(nights.look("corpus.input = [\"%s\", \"%s\"]".formatted(corpus, corpus.resolve("a.jsonl")))
                        .shown())
                .isEqualTo("reading the whole corpus: the files and folders in corpus.input have changed");
        assertThat(nights.look("retrain.incremental = false").shown())
                .isEqualTo("reading the whole corpus: retrain.incremental = false");
    }
}
