package cloze.config;

/**
 * One entry of {@code corpus.input}.
 *
 * @param path a file, a folder or a glob, with or without a scheme
 * @param weight how often each of its training documents counts, in (0, {@value #MOST}]: with 2.5 twice, and a keyed half of them a third
 *     time; with 0.5 a keyed half of them at all. Validation documents count once whatever it is
 */
public record CorpusInput(String path, double weight) {
    /** Every repeat is a document of its own: a guard against a slip of the finger that would fill a disk. */
    private static final int MOST = 100;

    public CorpusInput {
        Problems.check(
                "corpus.input",
                problems -> problems.require(weight > 0 && weight <= MOST, "weight", weight, "must be in (0, 100]"));
    }

    /** Each document once. */
    public CorpusInput(String path) {
        this(path, 1);
    }
}
