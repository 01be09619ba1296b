package cloze.ceiling;

/**
 * The best possible answer to one masked position from what the reader knows.
 *
 * @param answer id of the likeliest word
 * @param confidence its probability, which is the probability of being right
 * @param truth probability given to the word that really stood there
 */
public record ReaderGuess(int answer, double confidence, double truth) {
    /** The guess from {@code probabilities} by id; the smaller id where two are equally likely. */
    static ReaderGuess of(double[] probabilities, int original) {
        int best = 0;
        for (int id = 1; id < probabilities.length; id++) {
            if (probabilities[id] > probabilities[best]) {
                best = id;
            }
        }
        return new ReaderGuess(best, probabilities[best], probabilities[original]);
    }

    /** Negative log-likelihood of the word that stood there, in nats. */
    public double loss() {
        return -Math.log(truth);
    }

    /** 1 when {@code original} was answered, else 0. */
    public double correct(int original) {
        return answer == original ? 1 : 0;
    }
}
