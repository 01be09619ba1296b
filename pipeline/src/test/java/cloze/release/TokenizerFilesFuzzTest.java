package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import cloze.token.Tokenizer;
import cloze.vocabulary.Vocabulary;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

class TokenizerFilesFuzzTest {
    private static final byte[] PIECES =
            "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\nmill\n##s\nOld-Mill\n".getBytes(StandardCharsets.UTF_8);
    private static final String TEXT = "The mills [MASK] of the Old-Mill,\told-mill.\n";
    private static final List<String> NAMES = List.of(
            TokenizerConfigJson.FILE, TokenizerConfigJson.SPECIALS_FILE, "added_tokens.json", PublishedConfig.FILE);

    /**
     * The content is each of the JSON files of a tokenizer in turn. A tokenizer that is read cuts text, and is written in
     * a way that is read as the same tokenizer.
     */
    @FuzzTest
    void tokenizer(byte[] content) throws Exception {
        check(content, Map.of(TokenizerJson.FILE, content));
        for (String name : NAMES) {
            check(content, Map.of(FolderTokenizer.VOCABULARY, PIECES, name, content));
        }
    }

    private static void check(byte[] content, Map<String, byte[]> files) throws Exception {
        Optional<FolderTokenizer> found = Untrusted.read(content, () -> read(files));
        if (found.isPresent() && found.get().vocabulary().isPresent()) {
            PublishedTokenizer tokenizer = found.get().tokenizer();
            Vocabulary vocabulary = found.get().vocabulary().get();
            int[] ids = Tokenizer.ofPieces(vocabulary, tokenizer.casing(), tokenizer.added(), tokenizer.longestWord())
                    .encode(TEXT);
            assertThat(Arrays.stream(ids).allMatch(id -> id >= 0 && id < vocabulary.size()))
                    .isTrue();
            byte[] written = UntrustedJson.pretty(TokenizerJson.write(tokenizer, vocabulary))
                    .getBytes(StandardCharsets.UTF_8);
            if (vocabulary.ids().size() == vocabulary.size()) {
                FolderTokenizer again = read(Map.of(TokenizerJson.FILE, written));
                assertThat(again.tokenizer()).isEqualTo(tokenizer);
                assertThat(again.vocabulary()).contains(vocabulary);
            }
        }
    }

    private static FolderTokenizer read(Map<String, byte[]> files) throws IOException {
        Configuration hadoop = MemoryFiles.holding(files);
        return FolderTokenizer.read(new FolderFiles(MemoryFiles.FOLDER.getFileSystem(hadoop), MemoryFiles.FOLDER));
    }
}
