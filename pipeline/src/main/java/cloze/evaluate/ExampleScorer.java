package cloze.evaluate;

import cloze.ceiling.BayesAnswers;
import cloze.ceiling.BayesReader;
import cloze.dataset.DocumentId;
import cloze.dataset.ExampleId;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.shard.MaskedExample;
import java.util.Optional;

/**
 * Adds the scores of the model, the baselines and the best reader on each example to a measurement. Not thread-safe.
 */
final class ExampleScorer {
    private final References references;
    private final Optional<BayesReader> reader;
    private final long seed;
    private final Measurement measurement;

    /** @param seed seed of the bootstrap */
    ExampleScorer(References references, long seed, Measurement measurement) {
        this.references = references;
        this.reader = references.ceilings().open();
        this.seed = seed;
        this.measurement = measurement;
    }

    /** Adds the examples of a minibatch. */
    void add(ModelScores scores) {
        for (int i = 0; i < scores.examples().size(); i++) {
            MaskedExample example = scores.examples().get(i);
            Optional<BayesAnswers> answers = reader.map(best -> best.read(example));
            var tally = new Tally();
            for (int index = 0; index < example.maskedIds().length; index++) {
                Tally position = position(example, index, answers);
                scores.addPosition(i, index, position);
                measurement.slices().add(references.slicing().ofPosition(example, index, answers), position);
                tally.add(position, 1);
            }
            Tally pair = pair(example, answers);
            scores.addPair(i, pair);
            measurement.slices().add(references.slicing().ofPair(example), pair);
            tally.add(pair, 1);
            measurement.calibration().add(scores.randomProbability(i), example.label(Task.NEXT_SENTENCE));
            measurement.bootstrap().add(document(example), seed, tally);
        }
    }

    private Tally position(MaskedExample example, int index, Optional<BayesAnswers> answers) {
        int original = example.maskedIds()[index];
        int position = example.maskedPositions()[index];
        int before = example.inputIds()[Math.max(0, position - 1)];
        var tally = new Tally();
        tally.add(
                Predictor.UNIGRAM,
                Task.MASKED_LM,
                references.unigram().loss(original),
                references.unigram().correct(original));
        tally.add(
                Predictor.BIGRAM,
                Task.MASKED_LM,
                references.bigram().loss(before, original),
                references.bigram().correct(before, original));
        answers.ifPresent(best -> {
            var both = best.bothSentences().get(index);
            var own = best.ownSentence().get(index);
            var told = best.labelTold().get(index);
            tally.add(Predictor.CEILING, Task.MASKED_LM, both.loss(), both.confidence());
            tally.add(Predictor.COUNTED_CEILING, Task.MASKED_LM, both.loss(), both.correct(original));
            tally.add(Predictor.OWN_SENTENCE_CEILING, Task.MASKED_LM, own.loss(), own.confidence());
            tally.add(Predictor.LABEL_TOLD_CEILING, Task.MASKED_LM, told.loss(), told.confidence());
        });
        return tally;
    }

    private static Tally pair(MaskedExample example, Optional<BayesAnswers> answers) {
        int label = example.label(Task.NEXT_SENTENCE);
        var tally = new Tally();
        answers.ifPresent(best -> {
            double loss = best.labelLoss(label);
            tally.add(Predictor.CEILING, Task.NEXT_SENTENCE, loss, best.labelConfidence());
            tally.add(Predictor.COUNTED_CEILING, Task.NEXT_SENTENCE, loss, best.label() == label ? 1 : 0);
        });
        return tally;
    }

    /** Returns the document that segment A comes from. */
    private static DocumentId document(MaskedExample example) {
        return DocumentId.parse(ExampleId.parse(example.exampleId()).documentId());
    }
}
