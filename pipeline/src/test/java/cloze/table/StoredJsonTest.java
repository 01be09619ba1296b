package cloze.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredJsonTest {
    private static final ObjectMapper STRICT = StoredJson.strict().build();

    private enum Kind {
        FIRST
    }

    private record Stored(String name, int size, List<String> parts, Map<String, Long> counts, Kind kind) {}

    private static Stored read(String json) throws JsonProcessingException {
        return StoredJson.value(STRICT, STRICT.readTree(json), Stored.class);
    }

    @Test
    void readsWhatWasWritten() throws JsonProcessingException {
        var stored = new Stored("a", 1, List.of("b"), Map.of("c", 2L), Kind.FIRST);
        assertThat(read(STRICT.writeValueAsString(stored))).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{'name': 'a', 'size': 1, 'parts': [], 'counts': {}}",
                "{'name': null, 'size': 1, 'parts': [], 'counts': {}, 'kind': 'FIRST'}",
                "{'name': 'a', 'size': null, 'parts': [], 'counts': {}, 'kind': 'FIRST'}",
                "{'name': 'a', 'size': 1.5, 'parts': [], 'counts': {}, 'kind': 'FIRST'}",
                "{'name': 'a', 'size': 1, 'parts': null, 'counts': {}, 'kind': 'FIRST'}",
                "{'name': 'a', 'size': 1, 'parts': [null], 'counts': {}, 'kind': 'FIRST'}",
                "{'name': 'a', 'size': 1, 'parts': [], 'counts': {'c': null}, 'kind': 'FIRST'}",
                "{'name': 'a', 'size': 1, 'parts': [], 'counts': {}, 'kind': 0}",
                "{'name': 'a', 'size': 1, 'parts': [], 'counts': {}, 'kind': 'FIRST', 'more': 1}",
                "{'name': 'a', 'name': 'b', 'size': 1, 'parts': [], 'counts': {}, 'kind': 'FIRST'}",
                "{'name': 'a', 'size': 1, 'parts': [], 'counts': {}, 'kind': 'FIRST'} {}",
                "{'name': 'a', 'size': 99999999999999999999, 'parts': [], 'counts': {}, 'kind': 'FIRST'}",
            })
    void aRecordThatIsNotWholeIsAnErrorOfTheJson(String json) {
        assertThatThrownBy(() -> read(json.replace('\'', '"'))).isInstanceOf(JsonProcessingException.class);
    }
}
