package cloze.config;

/**
 * One entry of {@code corpus.input}.
 *
 * @param path a file, a folder or a glob, with or without a scheme
 * @param weight how often each of its training documents counts, in (0, {@value #MOST}]. With 2.5 each counts twice,
 *     and a keyed half of them a third time; with 0.5 only a keyed half counts. Validation documents always count once
 */
public record CorpusInput(String path, double weight) {
    /** Upper bound of a weight. Every repeat is a document of its own, so a typing error could fill a disk. */
    private static final int MOST = 100;

    public CorpusInput {
        Problems.check(
                "corpus.input",
                problems -> problems.require(weight > 0 && weight <= MOST, "weight", weight, "must be in (0, 100]"));
    }

    /** Creates an entry that counts each document once. */
    public CorpusInput(String path) {
        this(path, 1);
    }
}
