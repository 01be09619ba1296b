package cloze.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.ContractViolationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleIdTest {
    private static final String DOCUMENT = "0000000000000001000000000000000a-3";

    @Test
    void readsWhatItWrites() {
        var id = new ExampleId(DOCUMENT, 4, 17);
        assertThat(id).hasToString(DOCUMENT + "/4/17");
        assertThat(ExampleId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void isKeyedByDocumentDuplicateAndIndexWithinAScope() {
        assertThat(new ExampleId(DOCUMENT, 4, 17).identity()).containsExactly(1, 10, 3, 4, 17);
        assertThat(new ExampleId(DOCUMENT, 4, 17).identity(9)).containsExactly(9, 1, 10, 3, 4, 17);
    }

    @Test
    void refusesOtherText() {
        for (String text : List.of("", "a", "a/1", "/1/2", "a/x/2", "a/1/")) {
            assertThatThrownBy(() -> ExampleId.parse(text))
                    .isInstanceOf(ContractViolationException.class)
                    .hasMessageContaining("document_id/duplicate/index");
        }
    }
}
