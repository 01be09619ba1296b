package cloze.forget;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.forget.Certificate.Champions;
import cloze.forget.Certificate.Weights;
import cloze.provenance.CodeVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {
    private static final String TEXT = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private org.apache.hadoop.fs.Path place;

    @BeforeEach
    void write() {
        place = new org.apache.hadoop.fs.Path(folder.toUri());
        var texts = new TreeMap<String, NavigableSet<String>>();
        texts.put("anna@example.org", new TreeSet<>(List.of(TEXT)));
        var found = new FoundDocuments(texts, new TreeMap<>(), new TreeSet<>());
        new Certificate(
                        "run",
                        "2026-11-30T23:00:00.000Z",
                        CodeVersion.current(),
                        Certificate.hashed(found),
                        2,
                        1,
                        12,
                        3,
                        5,
                        4,
                        List.of(new Weights(7, "old", "aaaa")),
                        List.of(new Weights(7, "new", "bbbb")),
                        new Champions(7, 7),
                        List.of("Version 7 was promoted; made again as version 7, it is kept."))
                .write(new Configuration(), place);
    }

    @Test
    void thePageSaysWhatWasRemovedAndWhatReplacesIt() throws IOException {
        assertThat(Files.readString(folder.resolve("run.md")))
                .contains("# Forgotten documents", "12 example(s) were theirs", "all in all 5 have another one now")
                .containsSubsequence("Removed versions", "aaaa", "Versions in their place", "bbbb")
                .contains("made again as version 7, it is kept", TEXT);
    }

    @Test
    void anIdIsFoundByThoseWhoKnowItAndReadByNobody() throws IOException {
        for (String file : List.of("run.md", "run.json")) {
            assertThat(Files.readString(folder.resolve(file)))
                    .contains(RequestedIds.hash("anna@example.org"))
                    .doesNotContain("anna");
        }
        assertThat(Certificate.naming(new Configuration(), place, new TreeSet<>(List.of("bert", "anna@example.org"))))
                .isEqualTo(Optional.of("run.json"));
        assertThat(Certificate.naming(new Configuration(), place, new TreeSet<>(List.of("bert"))))
                .isEmpty();
    }
}
