package cloze.config;

import cloze.config.ExamplesConfig.Objective;

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
        ExportConfig export) {
    public RunConfig {
        int pieces = topK;
        double weight = training.nextSentenceWeight();
        boolean hasPairsToTell = examples.objective() != Objective.MLM_ONLY;
        Problems.check("", problems -> problems.require(pieces >= 1, "top-k", pieces, "must be at least 1")
                .require(
                        hasPairsToTell || weight == 0,
                        "training.next-sentence-weight",
                        weight,
                        "must be 0 with examples.objective = mlm-only, where second segments always follow the first"));
    }

    /** The same run writing to {@code folder}. */
    public RunConfig withOutput(String folder) {
        return with(seed, folder, prepared, model, network, training);
    }

    /** The same run reading the examples of {@code folder}. */
    public RunConfig withPrepared(String folder) {
        return with(seed, output, folder, model, network, training);
    }

    /** The same run of the model in {@code folder}. */
    public RunConfig withModel(String folder) {
        return with(seed, output, prepared, folder, network, training);
    }

    /** The same run with other draws. */
    public RunConfig withSeed(long other) {
        return with(other, output, prepared, model, network, training);
    }

    /** The same run with the network and training of {@code variant}. */
    public RunConfig withVariant(Variant variant) {
        return with(seed, output, prepared, model, variant.network(), variant.training());
    }

    /** The same run with another training. */
    public RunConfig withTraining(TrainingConfig other) {
        return with(seed, output, prepared, model, network, other);
    }

    /** The same run on another corpus. */
    public RunConfig withCorpus(CorpusConfig other) {
        return with(other, vocabulary, examples, evaluation, export);
    }

    /** The same run with other pieces. */
    public RunConfig withVocabulary(VocabularyConfig other) {
        return with(corpus, other, examples, evaluation, export);
    }

    /** The same run measured otherwise. */
    public RunConfig withEvaluation(EvaluationConfig other) {
        return with(corpus, vocabulary, examples, other, export);
    }

    /** The same run with something else beside its exported model. */
    public RunConfig withExport(ExportConfig other) {
        return with(corpus, vocabulary, examples, evaluation, other);
    }

    /** The same run, whatever the quality of its examples. */
    public RunConfig withoutGates() {
        return with(corpus, vocabulary, examples.withoutGates(), evaluation, export);
    }

    private RunConfig with(
            CorpusConfig otherCorpus,
            VocabularyConfig otherVocabulary,
            ExamplesConfig otherExamples,
            EvaluationConfig otherEvaluation,
            ExportConfig otherExport) {
        return new RunConfig(
                seed,
                output,
                prepared,
                model,
                text,
                topK,
                pairs,
                registry,
                otherCorpus,
                otherVocabulary,
                otherExamples,
                network,
                training,
                tracking,
                otherEvaluation,
                experiment,
                retrain,
                tokenize,
                benchmark,
                otherExport);
    }

    private RunConfig with(
            long otherSeed,
            String otherOutput,
            String otherPrepared,
            String otherModel,
            NetworkConfig otherNetwork,
            TrainingConfig otherTraining) {
        return new RunConfig(
                otherSeed,
                otherOutput,
                otherPrepared,
                otherModel,
                text,
                topK,
                pairs,
                registry,
                corpus,
                vocabulary,
                examples,
                otherNetwork,
                otherTraining,
                tracking,
                evaluation,
                experiment,
                retrain,
                tokenize,
                benchmark,
                export);
    }
}
