package cloze.corpus.read;

import cloze.config.CorpusConfig;
import cloze.config.CorpusConfig.OnInvalid;
import cloze.error.InvalidInputException;
import java.io.Serializable;

/**
 * Which columns to read, and what to do with rows that cannot be read.
 *
 * @param textColumn name of the text in JSON lines and Parquet
 * @param idColumn name of the user's id there; empty for none
 * @param onInvalid whether an invalid row ends the job
 */
public record ReadRules(String textColumn, String idColumn, OnInvalid onInvalid) implements Serializable {
    public static ReadRules of(CorpusConfig corpus) {
        return new ReadRules(corpus.textColumn(), corpus.idColumn(), corpus.onInvalid());
    }

    /**
     * Returns the rejected row, or ends the job.
     *
     * @throws InvalidInputException if an invalid row ends the job
     */
    ReadResult handle(InvalidTextException invalid) {
        if (onInvalid == OnInvalid.FAIL) {
            throw new InvalidInputException(
                    invalid.getMessage() + ". Or skip such rows and count them: corpus.on-invalid = skip", invalid);
        }
        return new ReadResult.Rejected(invalid.reason(), invalid.getMessage());
    }
}
