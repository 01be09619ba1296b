package cloze.inference;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import cloze.input.FileRange;
import cloze.input.RangeRows;
import cloze.input.Unpacking;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

class PairsFuzzTest {
    private static final List<String> NAMES = List.of("pairs.tsv", "pairs.jsonl");

    /** A row of the content is two sentences, or none. */
    @FuzzTest
    void pairs(byte[] content) throws Exception {
        for (String name : NAMES) {
            Configuration hadoop = MemoryFiles.holding(Map.of(name, content));
            Optional<List<String[]>> pairs = Untrusted.read(content, () -> pairs(name, hadoop));
            pairs.ifPresent(rows -> assertThat(rows).allMatch(row -> row.length == 0 || row.length == 2));
        }
    }

    private static List<String[]> pairs(String name, Configuration hadoop) throws IOException {
        List<String[]> pairs = new ArrayList<>();
        try (RangeRows<String[]> rows =
                PairRows.open(FileRange.whole(MemoryFiles.at(name).toString(), 1), new Unpacking(hadoop))) {
            Optional<String[]> row = rows.advance();
            while (row.isPresent()) {
                pairs.add(row.get());
                row = rows.advance();
            }
        }
        return pairs;
    }
}
