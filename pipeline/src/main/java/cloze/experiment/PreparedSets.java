package cloze.experiment;

import cloze.config.RunConfig;
import cloze.config.Variant;
import cloze.table.StoredPath;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * The prepare outputs of an experiment: that of the run, whose held-out examples measure every variant, and those of
 * variants that train on other examples. Variants with equal data share an output.
 *
 * @param config the configuration of the experiment
 * @param output folder of the experiment
 */
record PreparedSets(RunConfig config, Path output) {
    private static final String FOLDER = "prepared";

    /** Returns the configuration that prepares the examples of the run. */
    RunConfig ofRun() {
        return config.withOutput(new Path(output, FOLDER).toString());
    }

    /** Returns the configuration that prepares what {@code variant} trains on. */
    RunConfig of(Variant variant) {
        return withVocabulary(planned(variant));
    }

    /** Returns the configurations that prepare each data set once, that of the run first. */
    List<RunConfig> all() {
        return planned().stream().map(this::withVocabulary).toList();
    }

    /** Returns {@link #all} as they can be checked before the run's vocabulary is there. */
    List<RunConfig> planned() {
        return Stream.concat(
                        Stream.of(ofRun()),
                        config.experiment().variants().stream().map(this::planned))
                .distinct()
                .toList();
    }

    private RunConfig planned(Variant variant) {
        List<Record> wanted = data(config.withVariant(variant));
        if (wanted.equals(data(config))) {
            return ofRun();
        }
        Variant first = config.experiment().variants().stream()
                .filter(other -> data(config.withVariant(other)).equals(wanted))
                .findFirst()
                .orElseThrow();
        return config.withVariant(first).withOutput(new Path(output, first.name() + "/" + FOLDER).toString());
    }

    /** All but the data set of the run use the vocabulary that it has. */
    private RunConfig withVocabulary(RunConfig planned) {
        if (planned.equals(ofRun())) {
            return planned;
        }
        String vocabulary = new Path(StoredPath.of(ofRun().output()), "vocab.txt").toString();
        return planned.withVocabulary(
                config.vocabulary().reading(vocabulary, config.vocabulary().casing()));
    }

    /** What a prepare output depends on, apart from the seed and the vocabulary, which are those of the run. */
    private static List<Record> data(RunConfig config) {
        return List.of(config.corpus(), config.curate(), config.examples());
    }
}
