package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Where things are broken: a cluster, and what the jobs make of {@link SmallCorpus} on this machine when nothing is. One per JVM. */
@SuppressWarnings("deprecation") // JUnit 5.12 closes stored values only through this interface
final class FaultGround implements ExtensionContext.Store.CloseableResource {
    private static final String EVALUATION = "evaluation { train-examples = 20, bootstrap-samples = 20 }";

    private final Path folder;
    private final StandaloneCluster cluster;
    private final FaultTable table = new FaultTable();
    private final String corpus;

    /** Hands the ground to any test that asks for it. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == FaultGround.class;
        }

        @Override
        public FaultGround resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(FaultGround.class, key -> make(), FaultGround.class);
        }
    }

    private FaultGround(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.corpus = SmallCorpus.write(folder).toString();
        this.cluster = StandaloneCluster.start(folder);
        succeed(CapturedJob.run(new PrepareJob(), prepare(prepared())));
        succeed(CapturedJob.run(new PretrainJob(), pretrain(model())));
        succeed(CapturedJob.run(new EvaluateJob(), evaluate(evaluation())));
    }

    private static FaultGround make() {
        try {
            return new FaultGround(Files.createTempDirectory("faults"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void succeed(CapturedJob run) {
        assertThat(run.exitCode()).as(run.progress()).isZero();
    }

    StandaloneCluster cluster() {
        return cluster;
    }

    /** A place for an output, or another file, of a test. */
    String place(String name) {
        return folder.resolve(name).toString();
    }

    String corpus() {
        return corpus;
    }

    /** The prepare output that nothing has disturbed. */
    String prepared() {
        return place("prepared");
    }

    /** The pretrain output that nothing has disturbed. */
    String model() {
        return place("model");
    }

    /** The evaluate output that nothing has disturbed. */
    String evaluation() {
        return place("evaluation");
    }

    String[] prepare(String output) {
        return SmallCorpus.prepare(corpus, output);
    }

    String[] pretrain(String output) {
        return pretrain(prepared(), output);
    }

    /** Small minibatches: an epoch of more rounds than a fault takes. */
    static String[] pretrain(String prepared, String output) {
        return SmallCorpus.pretrain(prepared, output, "training.train-batch-size=2", "training.epochs=2");
    }

    String[] evaluate(String output) {
        return evaluate(prepared(), model(), output);
    }

    static String[] evaluate(String prepared, String model, String output) {
        return SmallCorpus.settings(
                "prepared=\"" + prepared + "\"", "model=\"" + model + "\"", "output=\"" + output + "\"", EVALUATION);
    }

    /** Adds a row to the table of faults, and fails unless {@code output} holds what {@code undisturbed} does. */
    void record(String fault, String done, String happened, String output, String undisturbed) {
        Map<String, String> expected = Contents.of(undisturbed);
        Map<String, String> found = Contents.of(output);
        table.add(fault, done, happened, found.equals(expected));
        assertThat(found).containsExactlyEntriesOf(expected);
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
