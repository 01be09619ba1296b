package cloze.evaluate;

import cloze.dataset.Predictor;
import cloze.dataset.Task;

/** Adds single answers to tallies. */
final class Answers {
    private Answers() {}

    static void addMasked(Tally tally, double loss, double correct) {
        tally.add(Predictor.MODEL, Task.MASKED_LM, loss, correct);
    }

    static void addUnigram(Tally tally, double loss, double correct) {
        tally.add(Predictor.UNIGRAM, Task.MASKED_LM, loss, correct);
    }

    static void addPair(Tally tally, double loss, double correct, int label) {
        tally.add(Predictor.MODEL, Task.NEXT_SENTENCE, loss, correct);
        tally.add(Predictor.CONSTANT, Task.NEXT_SENTENCE, 0, label);
    }
}
