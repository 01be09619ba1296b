package cloze.prepare;

import cloze.artifact.PreparedExamples;
import cloze.dataset.Documents;
import cloze.quality.ExampleQuality;
import cloze.table.SmallTable;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.VocabularyFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The result of a preparation.
 *
 * @param quality the quality tables by name
 * @param vocabulary the pieces of the examples
 * @param curated what became of the documents; empty if no rule was on
 */
public record Prepared(Map<String, SmallTable> quality, Vocabulary vocabulary, Optional<Curation.Result> curated) {
    public Prepared {
        quality = Map.copyOf(quality);
    }

    /** Returns the number of examples of {@code split}. */
    public long examples(String split) {
        return ExampleQuality.examples(quality, split);
    }

    /** Returns the numbers of pieces and examples, as recorded in the manifest. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put(VocabularyFile.PIECES, (long) vocabulary.size());
        for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
            counts.put(PreparedExamples.countName(split), examples(split));
        }
        return counts;
    }
}
