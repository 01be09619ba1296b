package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus that cannot pass a gate is refused on a sample, before any example is prepared; one that might pass is not. */
@Tag("spark")
@Tag("slow")
class GatesBeforeTheWorkTest {
    private static final int BAD_INPUT = 3;
    private static final String SAMPLE = "examples.gates.sample-bytes=64000";

    /** Half of the second segments are random. */
    private static final String LOW = "examples.gates { min-random-next-share = 0, max-random-next-share = 0.1 }";

    @TempDir
    Path folder;

    private CapturedJob prepare(Path corpus, String... more) {
        return prepare(List.of(), corpus, more);
    }

    private CapturedJob prepare(List<String> options, Path corpus, String... more) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(Arrays.asList(
                SmallCorpus.prepare(corpus.toString(), folder.resolve("out").toString())));
        arguments.addAll(Arrays.asList(SmallCorpus.settings(more)));
        return CapturedJob.run(new PrepareJob(), arguments.toArray(String[]::new));
    }

    /** Well over ten samples of text. */
    private Path corpus() throws IOException {
        return Files.writeString(folder.resolve("corpus.txt"), SmallCorpus.documents(7, 3_500));
    }

    private static void refusedEarly(CapturedJob run, String key) {
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(BAD_INPUT);
        assertThat(run.error())
                .contains("A sample of the corpus", "99.9 % interval", "Sampled ", key, "sample-bytes = 0")
                .doesNotContain("The work is kept");
        assertThat(run.progress()).doesNotContain("tokenizing", "pairing");
    }

    private static void notRefusedEarly(CapturedJob run) {
        assertThat(run.progress()).contains("quality tables").doesNotContain("A sample of the corpus breaches");
    }

    @Test
    void tooManyRandomSecondSegments() throws IOException {
        refusedEarly(prepare(corpus(), SAMPLE, LOW), "max-random-next-share");
        assertThat(folder.resolve("out.rejected")).doesNotExist();
    }

    @Test
    void tooFewRandomSecondSegments() throws IOException {
        refusedEarly(
                prepare(corpus(), SAMPLE, "examples.gates { min-random-next-share = 0.95, max-random-next-share = 1 }"),
                "min-random-next-share");
    }

    @Test
    void tooManyUnknownTokens() throws IOException {
        Path vocabulary =
                Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\non\n.\n");
        String file = "vocabulary { file = \"%s\", vocab-size = 8 }".formatted(vocabulary);
        refusedEarly(prepare(corpus(), SAMPLE, file), "max-unk-share");
        refusedEarly(prepare(List.of("--dry-run"), corpus(), SAMPLE, file), "max-unk-share");
    }

    @Test
    void tooManyRejectedRowsAndDuplicates() throws IOException {
        var lines = new StringBuilder();
        String text = "{\"text\": \"Anna painted the boat on day %d. She sold it.\"}\n";
        for (int row = 0; row < 16_000; row++) {
            lines.append(row % 3 == 0 ? "{\"text\": \" \"}\n" : text.formatted(row / 6));
        }
        Path rows = Files.writeString(folder.resolve("rows.jsonl"), lines);
        refusedEarly(prepare(rows, SAMPLE), "max-rejected-share");
        refusedEarly(prepare(rows, SAMPLE, "examples.gates.max-rejected-share=1"), "max-duplicate-document-share");
    }

    /** The share of the whole corpus is found first; a limit just below it must be left to the whole corpus. */
    @Test
    void aCorpusNearTheLimitGoesOn() throws IOException {
        Path corpus = corpus();
        CapturedJob whole = prepare(corpus, "examples.gates { sample-bytes = 0, max-random-next-share = 0.31 }");
        assertThat(whole.exitCode()).isEqualTo(BAD_INPUT);
        String pairs = Files.readAllLines(folder.resolve("out.rejected/quality/pairs.csv"))
                .get(1);
        double share = Double.parseDouble(pairs.split(",", -1)[2]);
        String near = "examples { dupe-factor = 2, gates.max-random-next-share = %s }".formatted(share - 0.01);
        notRefusedEarly(prepare(corpus, SAMPLE, near));
    }

    @Test
    void aSmallCorpusIsNotSampledAndTheSampleCanBeSwitchedOff() throws IOException {
        notRefusedEarly(prepare(SmallCorpus.write(folder), LOW));
        notRefusedEarly(prepare(corpus(), LOW, "examples.gates.sample-bytes=0"));
    }

    /** A packed file is read from its beginning only, which proves nothing about the rest. */
    @Test
    void theBeginningOfOneCompressedFileDoesNotRefuseIt() throws IOException {
        Path packed = folder.resolve("corpus.txt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(SmallCorpus.documents(7, 9_000).getBytes(StandardCharsets.UTF_8));
        }
        CapturedJob run = prepare(packed, LOW, "examples.gates.sample-bytes=20000");
        notRefusedEarly(run);
        assertThat(run.progress()).contains("does not prove that the corpus does", "from 1 place(s)");
    }

    @Test
    void aDryRunSaysWhatItSampled() throws IOException {
        CapturedJob run = prepare(List.of("--dry-run"), corpus(), SAMPLE);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results()).contains("Sampled ", "from 32 place(s)");
    }
}
