package cloze.config;

import cloze.config.ExamplesConfig.Objective;
import cloze.config.curate.CurateConfig;
import cloze.config.probe.ProbeConfig;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * The whole configuration. Each job reads the sections that it needs; all are validated.
 *
 * @param seed seed of every random draw
 * @param output output folder of the job; if empty, runs/ followed by the name of the job
 * @param prepared a prepare output; empty if the job needs none
 * @param model a checkpoint; a pretrain output, which stands for its newest checkpoint, or the best one if it may stop
 *     early; or a model folder in the Hugging Face layout. Empty if the job needs none
 * @param text a text with [MASK] for fill-mask; if empty, it reads the corpus
 * @param topK number of pieces that fill-mask returns for each [MASK]
 * @param pairs a file of sentence pairs for next-sentence; empty if the job needs none
 * @param registry folder of the versions that retrain makes; empty if the job needs none
 * @param tables catalog and namespace, or database, that the result tables are appended to; empty for none
 * @param corpus source of documents
 * @param curate which documents are removed
 * @param vocabulary the pieces
 * @param examples pairs and masks
 * @param network shape of the network
 * @param training how the network is trained
 * @param tracking other receivers of training progress
 * @param evaluation how a model is evaluated
 * @param probe how the worth of a model for a task is measured
 * @param experiment the variants to compare
 * @param retrain how the next version is made
 * @param tokenize output of tokenize
 * @param benchmark what the benchmark measures
 * @param export what accompanies an exported model
 * @param given the keys that were set; not part of any result
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
        String tables,
        CorpusConfig corpus,
        CurateConfig curate,
        VocabularyConfig vocabulary,
        ExamplesConfig examples,
        NetworkConfig network,
        TrainingConfig training,
        TrackingConfig tracking,
        EvaluationConfig evaluation,
        ProbeConfig probe,
        ExperimentConfig experiment,
        RetrainConfig retrain,
        TokenizeConfig tokenize,
        BenchmarkConfig benchmark,
        ExportConfig export,
        @JsonIgnore GivenKeys given) {
    public RunConfig {
        double weight = training.nextSentenceWeight();
        boolean repeatsDocuments = corpus.input().stream().anyMatch(input -> input.weight() > 1);
        boolean hasPairsToTell = examples.objective() != Objective.MLM_ONLY;
        Problems.check("", problems -> problems.require(topK >= 1, "top-k", topK, "must be at least 1")
                .require(
                        !repeatsDocuments || !curate.exactDuplicates(),
                        "curate.exact-duplicates",
                        curate.exactDuplicates(),
                        "must be false with a corpus.input of a weight above 1, whose repeats are exact duplicates")
                .require(
                        hasPairsToTell || weight == 0,
                        "training.next-sentence-weight",
                        weight,
                        "must be 0 with examples.objective = mlm-only, where second segments always follow the first"));
    }

    /** Returns a copy that writes to {@code folder}. */
    public RunConfig withOutput(String folder) {
        return Records.copy(this, Map.of("output", folder));
    }

    /** Returns a copy that reads the examples in {@code folder}. */
    public RunConfig withPrepared(String folder) {
        return Records.copy(this, Map.of("prepared", folder));
    }

    /** Returns a copy with the model in {@code folder}. */
    public RunConfig withModel(String folder) {
        return Records.copy(this, Map.of("model", folder));
    }

    /** Returns a copy whose result tables are appended to {@code space}; empty for nowhere. */
    public RunConfig withTables(String space) {
        return Records.copy(this, Map.of("tables", space));
    }

    /** Returns a copy with another seed. */
    public RunConfig withSeed(long other) {
        return Records.copy(this, Map.of("seed", other));
    }

    /** Returns a copy with the sections of {@code variant}. */
    public RunConfig withVariant(Variant variant) {
        return Records.copy(
                this,
                Map.of(
                        "corpus",
                        variant.corpus(),
                        "curate",
                        variant.curate(),
                        "examples",
                        variant.examples(),
                        "network",
                        variant.network(),
                        "training",
                        variant.training()));
    }

    /** Returns a copy with another training section. */
    public RunConfig withTraining(TrainingConfig other) {
        return Records.copy(this, Map.of("training", other));
    }

    /** Returns a copy with another corpus section. */
    public RunConfig withCorpus(CorpusConfig other) {
        return Records.copy(this, Map.of("corpus", other));
    }

    /** Returns a copy with another curate section. */
    public RunConfig withCurate(CurateConfig other) {
        return Records.copy(this, Map.of("curate", other));
    }

    /** Returns a copy with another vocabulary section. */
    public RunConfig withVocabulary(VocabularyConfig other) {
        return Records.copy(this, Map.of("vocabulary", other));
    }

    /** Returns a copy with another evaluation section. */
    public RunConfig withEvaluation(EvaluationConfig other) {
        return Records.copy(this, Map.of("evaluation", other));
    }

    /** Returns a copy with another probe section. */
    public RunConfig withProbe(ProbeConfig other) {
        return Records.copy(this, Map.of("probe", other));
    }

    /** Returns a copy with another export section. */
    public RunConfig withExport(ExportConfig other) {
        return Records.copy(this, Map.of("export", other));
    }

    /** Returns a copy without quality gates. */
    public RunConfig withoutGates() {
        return Records.copy(this, Map.of("examples", examples.withoutGates()));
    }
}
