package cloze.evaluate;

import cloze.ceiling.BayesAnswers;
import cloze.ceiling.BayesReader;
import cloze.dataset.DocumentId;
import cloze.dataset.ExampleId;
import cloze.network.graph.BatchPredictions;
import cloze.shard.MaskedExample;
import java.util.List;
import java.util.Optional;

/** Puts what the network said of each example beside what baselines and the best reader say. Belongs to one thread. */
final class ExampleScorer {
    private final References yardsticks;
    private final Optional<BayesReader> reader;
    private final long seed;
    private final Measurement measurement;

    /** @param seed of the bootstrap */
    ExampleScorer(References yardsticks, long seed, Measurement measurement) {
        this.yardsticks = yardsticks;
        this.reader = yardsticks.ceilings().open();
        this.seed = seed;
        this.measurement = measurement;
    }

    /** Adds the {@code examples} of a minibatch, for which the network predicted {@code predictions}. */
    void add(List<MaskedExample> examples, BatchPredictions predictions) {
        int masked = 0;
        for (int i = 0; i < examples.size(); i++) {
            MaskedExample example = examples.get(i);
            Optional<BayesAnswers> answers = reader.map(best -> best.read(example));
            var tally = new Tally();
            for (int index = 0; index < example.maskedIds().length; index++) {
                Tally position = position(example, index, answers);
                position.addMasked(
                        predictions.maskedLmLosses()[masked], predictions.maskedLmCorrect()[masked] ? 1 : 0);
                masked++;
                measurement.slices().add(yardsticks.slicing().ofPosition(example, index, answers), position);
                tally.add(position, 1);
            }
            Tally pair = pair(example, predictions, i, answers);
            measurement.slices().add(yardsticks.slicing().ofPair(example), pair);
            tally.add(pair, 1);
            measurement.calibration().add(predictions.nextSentenceProbabilities()[i], example.nextSentenceLabel());
            measurement.bootstrap().add(document(example), seed, tally);
        }
    }

    private Tally position(MaskedExample example, int index, Optional<BayesAnswers> answers) {
        int original = example.maskedIds()[index];
        int position = example.maskedPositions()[index];
        int before = example.inputIds()[Math.max(0, position - 1)];
        var tally = new Tally();
        tally.addUnigram(
                yardsticks.unigram().loss(original), yardsticks.unigram().correct(original));
        tally.add(
                Measure.BIGRAM,
                yardsticks.bigram().loss(before, original),
                yardsticks.bigram().correct(before, original));
        answers.ifPresent(best -> {
            var both = best.bothSentences().get(index);
            var own = best.ownSentence().get(index);
            var told = best.labelTold().get(index);
            tally.add(Measure.CEILING_MASKED_LM, both.loss(), both.confidence());
            tally.add(Measure.CEILING_MASKED_LM_EMPIRICAL, both.loss(), both.correct(original));
            tally.add(Measure.CEILING_OWN_SENTENCE, own.loss(), own.confidence());
            tally.add(Measure.CEILING_LABEL_TOLD, told.loss(), told.confidence());
        });
        return tally;
    }

    private static Tally pair(
            MaskedExample example, BatchPredictions predictions, int i, Optional<BayesAnswers> answers) {
        int label = example.nextSentenceLabel();
        boolean random = predictions.nextSentenceProbabilities()[i] > 0.5;
        var tally = new Tally();
        tally.addPair(predictions.nextSentenceLosses()[i], random == (label == 1) ? 1 : 0, label);
        answers.ifPresent(best -> {
            double loss = best.labelLoss(label);
            tally.add(Measure.CEILING_NEXT_SENTENCE, loss, best.labelConfidence());
            tally.add(Measure.CEILING_NEXT_SENTENCE_EMPIRICAL, loss, best.label() == label ? 1 : 0);
        });
        return tally;
    }

    /** The document that gave segment A. */
    private static DocumentId document(MaskedExample example) {
        return DocumentId.parse(ExampleId.parse(example.exampleId()).documentId());
    }
}
