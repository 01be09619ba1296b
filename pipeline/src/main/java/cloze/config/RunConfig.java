package cloze.config;

import cloze.config.ExamplesConfig.Objective;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * Everything a job may be told. Each job reads the sections it needs; all are checked.
 *
 * @param seed of every random draw
 * @param output folder the job writes; empty: runs/ and the job's name
 * @param prepared a prepare output; empty where the job needs none
 * @param model a checkpoint, a pretrain output whose newest checkpoint (or best, where it may stop early) is meant, or a model folder in
 *     Hugging Face's layout; empty where the job needs none
 * @param text with [MASK], for fill-mask; empty: that of the corpus
 * @param topK pieces that fill-mask gives for each [MASK]
 * @param pairs a file of sentence pairs, for next-sentence; empty where the job needs none
 * @param registry the folder of the versions that retrain makes; empty where the job needs none
 * @param corpus what is read
 * @param vocabulary the pieces
 * @param examples pairs and masks
 * @param network the network's shape
 * @param training how it is fitted
 * @param tracking who else is told of it
 * @param evaluation how it is measured
 * @param experiment what is compared
 * @param retrain how the next version is made
 * @param tokenize what tokenize prints
 * @param benchmark what is measured
 * @param export what goes with an exported model
 * @param given which keys were given; not part of any result
 */
public record RunConfig(
        long seed,
        String output,
        String prepared,
        String model,
        String text,
        int topK,
        String pairs,
        String registry,
        CorpusConfig corpus,
        VocabularyConfig vocabulary,
        ExamplesConfig examples,
        NetworkConfig network,
        TrainingConfig training,
        TrackingConfig tracking,
        EvaluationConfig evaluation,
        ExperimentConfig experiment,
        RetrainConfig retrain,
        TokenizeConfig tokenize,
        BenchmarkConfig benchmark,
        ExportConfig export,
        @JsonIgnore GivenKeys given) {
    public RunConfig {
        double weight = training.nextSentenceWeight();
        boolean hasPairsToTell = examples.objective() != Objective.MLM_ONLY;
        Problems.check("", problems -> problems.require(topK >= 1, "top-k", topK, "must be at least 1")
                .require(
                        hasPairsToTell || weight == 0,
                        "training.next-sentence-weight",
                        weight,
                        "must be 0 with examples.objective = mlm-only, where second segments always follow the first"));
    }

    /** The same run writing to {@code folder}. */
    public RunConfig withOutput(String folder) {
        return Records.copy(this, Map.of("output", folder));
    }

    /** The same run reading the examples of {@code folder}. */
    public RunConfig withPrepared(String folder) {
        return Records.copy(this, Map.of("prepared", folder));
    }

    /** The same run of the model in {@code folder}. */
    public RunConfig withModel(String folder) {
        return Records.copy(this, Map.of("model", folder));
    }

    /** The same run with other draws. */
    public RunConfig withSeed(long other) {
        return Records.copy(this, Map.of("seed", other));
    }

    /** The same run with the network and training of {@code variant}. */
    public RunConfig withVariant(Variant variant) {
        return Records.copy(this, Map.of("network", variant.network(), "training", variant.training()));
    }

    /** The same run with another training. */
    public RunConfig withTraining(TrainingConfig other) {
        return Records.copy(this, Map.of("training", other));
    }

    /** The same run on another corpus. */
    public RunConfig withCorpus(CorpusConfig other) {
        return Records.copy(this, Map.of("corpus", other));
    }

    /** The same run with other pieces. */
    public RunConfig withVocabulary(VocabularyConfig other) {
        return Records.copy(this, Map.of("vocabulary", other));
    }

    /** The same run measured otherwise. */
    public RunConfig withEvaluation(EvaluationConfig other) {
        return Records.copy(this, Map.of("evaluation", other));
    }

    /** The same run with something else beside its exported model. */
    public RunConfig withExport(ExportConfig other) {
        return Records.copy(this, Map.of("export", other));
    }

    /** The same run, whatever the quality of its examples. */
    public RunConfig withoutGates() {
        return Records.copy(this, Map.of("examples", examples.withoutGates()));
    }
}
