package cloze.config.probe;

import cloze.config.CorpusInput;
import cloze.config.Problems;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the worth of a model for a task is measured: the labelled texts, what is compared, and how often.
 *
 * @param input the labelled table, one entry or several
 * @param test a labelled table to measure on; empty to cut {@code input} into {@code folds}
 * @param textColumn column with the text
 * @param textBColumn column with a second text, for tasks about pairs; empty for single texts
 * @param labelColumn column with the label, a string, a number or a boolean
 * @param kind what is done with the network
 * @param fineTune how its weights are trained, if they are
 * @param folds number of parts for cross-validation, at least 2; not used with {@code test}
 * @param maxSeqLength maximum number of tokens read from a text or pair, including specials; the model may have fewer positions
 * @param poolings how the vectors of a text's tokens become one, each measured: mean, cls
 * @param layers layers whose vectors are measured: 0 for the embeddings, 1 and so on, last, or all
 * @param labelsPerClass points of the learning curve: labelled texts per class, or all
 * @param repeats draws of the labelled texts for each point of the curve below all; with folds, each fold draws once
 * @param regularisation strengths of the L2 penalty to choose from on a part of the training texts
 * @param bootstrapSamples number of resamplings of the test texts for each 95 % interval; 0 for no intervals
 */
public record ProbeConfig(
        List<CorpusInput> input,
        List<CorpusInput> test,
        String textColumn,
        String textBColumn,
        String labelColumn,
        Kind kind,
        FineTuneConfig fineTune,
        int folds,
        int maxSeqLength,
        List<String> poolings,
        List<String> layers,
        List<String> labelsPerClass,
        int repeats,
        List<Double> regularisation,
        int bootstrapSamples) {
    /** The entry of {@code labelsPerClass} for all labelled texts. */
    public static final String ALL = "all";

    /** The entry of {@code layers} for the layer that heads read. */
    public static final String LAST = "last";

    private static final String SECTION = "probe";
    private static final List<String> POOLINGS = List.of("mean", "cls");

    /** What is done with the network. */
    public enum Kind {
        /** Its weights stay as they are: a linear classifier learns from its vectors. */
        FROZEN,
        /** Besides, all its weights are trained for the task. */
        FINE_TUNE
    }

    public ProbeConfig {
        input = List.copyOf(input);
        test = List.copyOf(test);
        poolings = List.copyOf(poolings);
        layers = List.copyOf(layers);
        labelsPerClass = List.copyOf(labelsPerClass);
        regularisation = regularisation.stream().sorted().distinct().toList();
        List<CorpusInput> entries = Stream.concat(input.stream(), test.stream()).toList();
        List<String> pooled = poolings;
        List<String> asked = layers;
        List<String> points = labelsPerClass;
        List<Double> strengths = regularisation;
        Problems.check(SECTION, problems -> {
            problems.require(
                    entries.stream().allMatch(entry -> entry.weight() == 1),
                    "input",
                    entries.stream().map(CorpusInput::named).toList(),
                    "must have no weights");
            problems.require(
                    entries.stream()
                            .allMatch(entry -> entry.textColumn().isEmpty()
                                    && entry.idColumn().isEmpty()),
                    "input",
                    entries.stream().map(CorpusInput::named).toList(),
                    "must name no columns; probe.text-column and probe.label-column do");
            problems.require(!textColumn.isBlank(), "text-column", textColumn, "must name a column");
            problems.require(
                    !labelColumn.isBlank() && !labelColumn.equals(textColumn) && !labelColumn.equals(textBColumn),
                    "label-column",
                    labelColumn,
                    "must name a column other than those of the texts");
            problems.require(
                    !textBColumn.equals(textColumn), "text-b-column", textBColumn, "must not be the text-column");
            problems.require(folds >= 2, "folds", folds, "must be at least 2");
            problems.require(maxSeqLength >= 5, "max-seq-length", maxSeqLength, "must be at least 5");
            problems.require(
                    !pooled.isEmpty() && POOLINGS.containsAll(pooled) && areDistinct(pooled),
                    "poolings",
                    pooled,
                    "must be one or more of " + String.join(", ", POOLINGS));
            problems.require(
                    !asked.isEmpty() && asked.stream().allMatch(ProbeConfig::isLayer) && areDistinct(asked),
                    "layers",
                    asked,
                    "must be layers from 0, last, or all");
            problems.require(
                    points.contains(ALL) && points.stream().allMatch(ProbeConfig::isPoint) && areDistinct(points),
                    "labels-per-class",
                    points,
                    "must be numbers from 1, and all");
            problems.require(repeats >= 1, "repeats", repeats, "must be at least 1");
            problems.require(
                    !strengths.isEmpty() && strengths.stream().allMatch(strength -> strength >= 0),
                    "regularisation",
                    strengths,
                    "must be one or more numbers of at least 0");
            problems.require(bootstrapSamples >= 0, "bootstrap-samples", bootstrapSamples, "must be at least 0");
        });
    }

    private static boolean areDistinct(List<String> names) {
        return new HashSet<>(names).size() == names.size();
    }

    private static boolean isLayer(String name) {
        return name.equals(LAST) || name.equals(ALL) || name.matches("\\d{1,4}");
    }

    private static boolean isPoint(String name) {
        return name.equals(ALL) || name.matches("[1-9]\\d{0,8}");
    }

    /** Returns the paths of the files that this program reads itself. */
    @JsonIgnore
    public List<String> paths() {
        return Stream.concat(input.stream(), test.stream())
                .filter(entry -> entry.kind() == CorpusInput.Kind.FILES)
                .map(CorpusInput::path)
                .toList();
    }

    /** Returns whether the texts to measure on are a table of their own. */
    @JsonIgnore
    public boolean hasTest() {
        return !test.isEmpty();
    }

    /** Returns whether the task is about pairs of texts. */
    @JsonIgnore
    public boolean hasPairs() {
        return !textBColumn.isEmpty();
    }

    /** Returns the points of the learning curve below all, ascending. */
    @JsonIgnore
    public List<Integer> curve() {
        return labelsPerClass.stream()
                .filter(point -> !point.equals(ALL))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }
}
