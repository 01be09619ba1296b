package cloze.ceiling;

/**
 * The best possible answer at one masked position, given what the reader knows.
 *
 * @param answer id of the most probable word
 * @param confidence probability of that word, which is the probability of answering correctly
 * @param truth probability of the original word
 */
public record ReaderGuess(int answer, double confidence, double truth) {
    /** Guesses from {@code probabilities} by id. The smaller id wins a tie. */
    static ReaderGuess of(double[] probabilities, int original) {
        int best = 0;
        for (int id = 1; id < probabilities.length; id++) {
            if (probabilities[id] > probabilities[best]) {
                best = id;
            }
        }
        return new ReaderGuess(best, probabilities[best], probabilities[original]);
    }

    /** Returns the negative log-likelihood of the original word, in nats. */
    public double loss() {
        return -Math.log(truth);
    }

    /** Returns 1 if the answer is {@code original}, or else 0. */
    public double correct(int original) {
        return answer == original ? 1 : 0;
    }
}
