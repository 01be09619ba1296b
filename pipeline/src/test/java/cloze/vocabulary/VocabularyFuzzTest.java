package cloze.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

class VocabularyFuzzTest {
    /** Every piece of a vocabulary that is read has characters, though a piece may be of control characters alone. */
    @FuzzTest
    void pieces(byte[] content) throws Exception {
        Configuration hadoop = MemoryFiles.holding(Map.of("vocab.txt", content));
        var file = new VocabularyFile(MemoryFiles.at("vocab.txt"));
        Optional<Vocabulary> vocabulary = Untrusted.read(content, () -> file.read(hadoop));
        if (vocabulary.isPresent()) {
            assertThat(vocabulary.get().pieces()).noneMatch(String::isEmpty).noneMatch(piece -> piece.contains("\n"));
        }
    }
}
