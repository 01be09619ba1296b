package cloze.prepare;

import cloze.artifact.PreparedExamples;
import cloze.dataset.Documents;
import cloze.quality.ExampleQuality;
import cloze.table.SmallTable;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a preparation came to.
 *
 * @param quality the quality tables by name
 * @param vocabulary the pieces of the examples
 */
public record Prepared(Map<String, SmallTable> quality, Vocabulary vocabulary) {
    public Prepared {
        quality = Map.copyOf(quality);
    }

    /** How many examples {@code split} has. */
    public long examples(String split) {
        return ExampleQuality.examples(quality, split);
    }

    /** Pieces and examples, as the manifest counts them. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put(VocabularyFile.PIECES, (long) vocabulary.size());
        for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
            counts.put(PreparedExamples.countName(split), examples(split));
        }
        return counts;
    }
}
