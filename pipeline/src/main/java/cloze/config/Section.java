package cloze.config;

import cloze.config.GeneratorConfig.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A part of the configuration that a job reads. A job lists its sections once; its help, its fingerprint and its inputs
 * follow from the list.
 *
 * @param keys entries for --help: paths of keys, or of sections with all of their keys
 * @param values values that the result depends on. Their text goes into fingerprints, so existing outputs are only
 *     recognised while the text stays the same
 * @param files paths of the files and artifacts that it names. Their identities go into fingerprints, not their paths
 */
public record Section(
        List<String> keys, Function<RunConfig, List<Object>> values, Function<RunConfig, List<String>> files) {
    public static final Section SEED = ofResult("seed", RunConfig::seed);
    public static final Section OUTPUT = aside("output", "tables", "tracking.openlineage", "tracking.namespace");
    public static final Section PREPARED = ofFiles("prepared", config -> List.of(config.prepared()));
    public static final Section MODEL = ofFiles("model", config -> List.of(config.model()));

    /** The corpus section and its input files, if documents are not generated. Tables have no paths; see {@link #readsCorpus}. */
    public static final Section CORPUS = ofResult("corpus", RunConfig::corpus)
            .withFiles(config -> config.corpus().generator().kind() == Kind.NONE
                    ? config.corpus().paths()
                    : List.of());

    /** Without a rule the section has no value: nothing depends on it. */
    public static final Section CURATE = new Section(
            List.of("curate"),
            config -> config.curate().isOn() ? List.of(config.curate().ofResult()) : List.of(),
            config -> Stream.concat(
                            config.curate().decontaminate().sets().stream(),
                            Stream.of(
                                    config.curate().releaseFile(),
                                    config.curate().blockedWordsFile()))
                    .toList());

    public static final Section VOCABULARY = ofResult("vocabulary", RunConfig::vocabulary)
            .withFiles(config -> List.of(config.vocabulary().file()));

    /** The gates are limits on the examples, and do not change them. */
    public static final Section EXAMPLES =
            ofResult("examples", config -> config.examples().withoutGates());

    public static final Section NETWORK = ofResult("network", RunConfig::network);
    public static final Section TRAINING =
            ofResult("training", config -> config.training().ofResult());
    public static final Section TRACKING = aside("tracking.mlflow", "tracking.experiment");
    public static final Section EVALUATION = ofResult("evaluation", RunConfig::evaluation);

    /** The section and its labelled files. Tables have no paths. */
    public static final Section PROBE = ofResult("probe", RunConfig::probe)
            .withFiles(config -> config.probe().paths());

    /** The section and the files that only variants name. */
    public static final Section EXPERIMENT =
            ofResult("experiment", config -> config.experiment().ofResult()).withFiles(Section::ofVariants);

    public static final Section RETRAIN =
            ofResult("retrain", config -> config.retrain().ofResult());

    /** Creates a section whose {@code value} determines the result. */
    public static Section ofResult(String key, Function<RunConfig, Object> value) {
        return new Section(List.of(key), config -> List.of(value.apply(config)), config -> List.of());
    }

    /** Creates a section that names {@code files}. Empty paths are ignored. */
    public static Section ofFiles(String key, Function<RunConfig, List<String>> files) {
        return aside(key).withFiles(files);
    }

    /** Creates a section of keys that do not affect the result. */
    public static Section aside(String... keys) {
        return new Section(List.of(keys), config -> List.of(), config -> List.of());
    }

    /** Returns this section with {@code others} as its files. */
    public Section withFiles(Function<RunConfig, List<String>> others) {
        return new Section(keys, values, others);
    }

    /** Returns this section with other keys, for a job that reads only these. */
    public Section withKeys(String... others) {
        return new Section(List.of(others), values, files);
    }

    /** Returns whether documents of the corpus are among what {@code sections} determine. */
    public static boolean readsCorpus(List<Section> sections, RunConfig config) {
        return sections.contains(CORPUS) && config.corpus().generator().kind() == Kind.NONE;
    }

    /** Returns the keys of {@code sections}. */
    public static List<String> keys(List<Section> sections) {
        return sections.stream().flatMap(section -> section.keys.stream()).toList();
    }

    /** Returns the values of {@code sections} as text, in order, for a fingerprint. */
    public static List<String> values(List<Section> sections, RunConfig config) {
        return sections.stream()
                .flatMap(section -> section.values.apply(config).stream())
                .map(Object::toString)
                .toList();
    }

    /** Returns the paths of the files and artifacts that {@code sections} name. */
    public static List<String> files(List<Section> sections, RunConfig config) {
        return sections.stream()
                .flatMap(section -> section.files.apply(config).stream())
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /** Returns the files of the variants' corpora and curation, without those of the run. */
    private static List<String> ofVariants(RunConfig config) {
        List<Section> data = List.of(CORPUS, CURATE);
        List<String> ofRun = files(data, config);
        return config.experiment().variants().stream()
                .flatMap(variant -> files(data, config.withVariant(variant)).stream())
                .filter(path -> !ofRun.contains(path))
                .distinct()
                .toList();
    }

    /** Concatenates {@code sections} and {@code others}. */
    public static List<Section> join(List<Section> sections, Section... others) {
        return Stream.concat(sections.stream(), Stream.of(others)).toList();
    }
}
