package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageTextsTest {
    @Test
    void isWrittenInTheScriptOfItsLanguage() {
        Map<String, UnicodeScript> scripts = Map.of(
                "de", UnicodeScript.LATIN,
                "ru", UnicodeScript.CYRILLIC,
                "zh", UnicodeScript.HAN,
                "ar", UnicodeScript.ARABIC,
                "hi", UnicodeScript.DEVANAGARI,
                "ja", UnicodeScript.HIRAGANA,
                "mixed", UnicodeScript.LATIN);

        assertThat(LanguageTexts.all().keySet()).isEqualTo(scripts.keySet());
        LanguageTexts.all().forEach((language, text) -> {
            assertThat(text.lines()).as(language).hasSizeGreaterThan(10);
            assertThat(text.codePoints()
                            .filter(c -> UnicodeScript.of(c) == scripts.get(language))
                            .count())
                    .as(language)
                    .isGreaterThan(300);
        });
        assertThat(LanguageTexts.all().get("mixed").codePoints())
                .as("emoji, joiners and skin tones")
                .contains(0x1F600 + 5, 0x200D, 0x1F3FD);
    }
}
