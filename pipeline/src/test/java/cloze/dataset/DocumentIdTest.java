package cloze.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.ContractViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentIdTest {
    private static final String HASH = "fedcba98765432100123456789abcdef";

    @Test
    void takesAnIdApart() {
        assertThat(DocumentId.parse(HASH).identity()).containsExactly(0xfedcba9876543210L, 0x0123456789abcdefL, 1);
    }

    @Test
    void readsTheOccurrenceOfADuplicate() {
        assertThat(DocumentId.parse(HASH + "-12").identity())
                .containsExactly(0xfedcba9876543210L, 0x0123456789abcdefL, 12);
    }

    @Test
    void writesTheIdItRead() {
        assertThat(DocumentId.parse(HASH)).hasToString(HASH);
        assertThat(DocumentId.parse(HASH + "-2")).hasToString(HASH + "-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "document-17",
                "fedcba98765432100123456789abcde",
                "FEDCBA98765432100123456789ABCDEF",
                HASH + "-",
                HASH + "-1",
                HASH + "-02",
                HASH + "-x",
                HASH + "0",
                "+edcba98765432100123456789abcdef"
            })
    void refusesAnotherShape(String id) {
        assertThatThrownBy(() -> DocumentId.parse(id))
                .isInstanceOf(ContractViolationException.class)
                .hasMessageContaining("'" + id + "'")
                .hasMessageContaining("document_id");
    }

    @Test
    void isMadeOfTheHashOfATextInUtf8() {
        // sha256sum of the two bytes of the letter.
        assertThat(DocumentId.of("ü")).hasToString("607474ca475a9724d7360aba71a56d5d");
    }
}
