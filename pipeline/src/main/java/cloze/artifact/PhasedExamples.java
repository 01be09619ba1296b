package cloze.artifact;

import cloze.config.ExamplesConfig.Objective;
import cloze.config.LengthPhase;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The examples of a training run: those of {@code prepared}, or one data set per length phase, as in the reference
 * training (Devlin et al. 2018, appendix A.2).
 *
 * @param phases the examples of each phase in order, at least one
 * @param heldOut the examples whose validation split is measured: those of {@code prepared} if it is set, otherwise
 *     those of the last phase
 */
public record PhasedExamples(List<PreparedExamples> phases, PreparedExamples heldOut) {
    public PhasedExamples {
        phases = List.copyOf(phases);
    }

    /**
     * Opens the prepare outputs that {@code config} names.
     *
     * @throws InvalidInputException if a phase has another vocabulary
     * @throws InvalidConfigException if the configured minibatch sizes would mix length bins
     */
    public static PhasedExamples open(SparkSession spark, RunConfig config) {
        PhasedExamples opened = phased(spark, config);
        if (opened.phases.stream()
                .anyMatch(examples -> !examples.config().bins().isEmpty())) {
            config.training().lengthBinBlock();
        }
        return opened;
    }

    private static PhasedExamples phased(SparkSession spark, RunConfig config) {
        List<LengthPhase> given = config.training().lengthPhases();
        if (given.isEmpty()) {
            var all = PreparedExamples.open(spark, config.prepared());
            return new PhasedExamples(List.of(all), all);
        }
        List<PreparedExamples> phases = given.stream()
                .map(phase -> PreparedExamples.open(spark, phase.prepared()))
                .toList();
        PreparedExamples heldOut = config.prepared().isEmpty()
                ? phases.get(phases.size() - 1)
                : PreparedExamples.open(spark, config.prepared());
        requireOneVocabulary(phases, heldOut);
        return new PhasedExamples(phases, heldOut);
    }

    /** Returns the folders that {@code config} names. */
    public static List<String> folders(RunConfig config) {
        List<String> folders = new ArrayList<>();
        folders.add(config.prepared());
        config.training().lengthPhases().forEach(phase -> folders.add(phase.prepared()));
        folders.removeIf(String::isEmpty);
        return folders;
    }

    public Vocabulary vocabulary() {
        return heldOut.vocabulary();
    }

    /**
     * Returns whether any phase has both next-sentence labels, that is, second segments that follow the first and
     * others that do not.
     */
    public boolean haveTwoKindsOfPairs() {
        return phases.stream().anyMatch(examples -> examples.config().objective() != Objective.MLM_ONLY);
    }

    /** Returns the number of training examples of each phase. */
    public List<Long> counts() {
        return phases.stream().map(examples -> examples.count(Documents.TRAIN)).toList();
    }

    /**
     * Returns {@code configured}, with its vocabulary size set from the examples if it is 0. Fails if the network is
     * too small for the vocabulary or for the longest examples.
     */
    public NetworkConfig network(NetworkConfig configured) {
        int pieces = vocabulary().size();
        List<PreparedExamples> all = new ArrayList<>(phases);
        all.add(heldOut);
        int longest = all.stream()
                .mapToInt(examples -> examples.config().maxSeqLength())
                .max()
                .orElseThrow();
        configured.requireRoomFor(longest, pieces);
        return configured.vocabSize() == 0 ? configured.withVocabSize(pieces) : configured;
    }

    private static void requireOneVocabulary(List<PreparedExamples> phases, PreparedExamples heldOut) {
        Vocabulary expected = heldOut.vocabulary();
        for (PreparedExamples phase : phases) {
            Vocabulary found = phase.vocabulary();
            if (!found.equals(expected)) {
                throw new InvalidInputException(
                        "training.length-phases: expected the vocabulary of %s (%d pieces) in all phases, found another (%d pieces) in %s; prepare both with the same vocabulary.file"
                                .formatted(heldOut.prepared(), expected.size(), found.size(), phase.prepared()));
            }
        }
    }
}
