package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.retrain.ResultPublication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A registry and its corpus, night after night, on a local disk.
 *
 * @param folder where both lie
 */
record Nights(Path folder) {
    /** Documents of the first night. */
    static final int FIRST = 40;

    /** Documents of the second night: fewer, so that not all of the first ones are replayed. */
    static final int SECOND = 30;

    private static final String[] SETTINGS = SmallCorpus.settings(
            "retrain.learning-rate=3e-3", "evaluation { bootstrap-samples = 50, slices = [] }", "prepared=\"\"");

    /** An empty registry, and the corpus of the first night. */
    static Nights begin(Path folder) throws IOException {
        var nights = new Nights(folder);
        Files.createDirectories(nights.corpus());
        nights.add("first.txt", SmallCorpus.documents(7, FIRST));
        return nights;
    }

    /** A copy of a registry and its corpus, to be changed. */
    Nights copy(Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(path -> !path.equals(folder)).toList()) {
                Files.copy(path, to.resolve(folder.relativize(path).toString()));
            }
        }
        return new Nights(to);
    }

    Path corpus() {
        return folder.resolve("corpus");
    }

    Path registry() {
        return folder.resolve("registry");
    }

    void add(String name, String documents) throws IOException {
        Files.writeString(corpus().resolve(name), documents);
    }

    /** Documents that say nothing but "seven", however often. */
    static String poison(int seed, int count) {
        return SmallCorpus.documents(seed, count).replaceAll("[A-Za-z]+", "seven");
    }

    static String[] arguments(String corpus, String registry, String... more) {
        List<String> arguments = new ArrayList<>(List.of(SmallCorpus.prepare(corpus, "")));
        arguments.addAll(List.of(SmallCorpus.pretrain("", "")));
        arguments.addAll(List.of(SETTINGS));
        arguments.addAll(List.of(SmallCorpus.settings("registry=\"" + registry + "\"")));
        arguments.addAll(List.of(SmallCorpus.settings(more)));
        return arguments.toArray(String[]::new);
    }

    private String[] arguments(String... more) {
        return arguments(corpus().toString(), registry().toString(), more);
    }

    CapturedJob run(String... more) {
        return CapturedJob.run(new RetrainJob(), arguments(more));
    }

    /** A run that is killed when {@code step} of its ending is behind it. */
    CapturedJob killedAfter(ResultPublication.Milestone step, String... more) {
        return CapturedJob.run(killing(step), arguments(more));
    }

    CapturedJob rollBack(RetrainJob job, String... more) {
        List<String> arguments = new ArrayList<>(List.of(arguments(more)));
        arguments.add("--rollback");
        return CapturedJob.run(job, arguments.toArray(String[]::new));
    }

    /** An order to forget the documents whose ids stand in {@code ids}. */
    CapturedJob forget(RetrainJob job, Path ids, String... options) {
        List<String> arguments = new ArrayList<>(List.of(arguments()));
        arguments.addAll(List.of("--forget", ids.toString()));
        arguments.addAll(List.of(options));
        return CapturedJob.run(job, arguments.toArray(String[]::new));
    }

    static RetrainJob killing(ResultPublication.Milestone step) {
        return new RetrainJob(reached -> {
            if (reached == step) {
                throw new IllegalStateException("killed after " + step);
            }
        });
    }

    /** A run that succeeds; its last line. */
    String succeed(String... more) {
        CapturedJob run = run(more);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        return lastLine(run);
    }

    static String lastLine(CapturedJob run) {
        List<String> lines = run.results().lines().toList();
        return lines.get(lines.size() - 1);
    }

    /** What the champion's file says. */
    String champion() throws IOException {
        return read("champion").strip();
    }

    /** A column of the runs table, top to bottom. */
    List<String> runs(String column) throws IOException {
        List<String> lines = read("runs.csv").lines().toList();
        int index = List.of(lines.get(0).split(",")).indexOf(column);
        // A comma within quotation marks has an odd number of these behind it.
        String comma = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";
        return lines.stream().skip(1).map(line -> line.split(comma, -1)[index]).toList();
    }

    String read(String name) throws IOException {
        return Files.readString(registry().resolve(name));
    }

    byte[] weights(int version) throws IOException {
        return Files.readAllBytes(registry().resolve("versions/%d/model.safetensors".formatted(version)));
    }

    List<String> versions() {
        try (Stream<Path> versions = Files.list(registry().resolve("versions"))) {
            return versions.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
