package cloze.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short texts in scripts other than plain Latin, written for this benchmark, one sentence per line. */
final class LanguageTexts {
    private static final List<String> LANGUAGES = List.of("de", "ru", "zh", "ar", "hi", "ja", "mixed");

    private LanguageTexts() {}

    /** Returns texts by BCP 47 tag; mixed consists of short messages in several scripts with emoji. */
    static Map<String, String> all() {
        Map<String, String> texts = new LinkedHashMap<>();
        LANGUAGES.forEach(language -> texts.put(language, text(language)));
        return texts;
    }

    private static String text(String language) {
        try (InputStream in = LanguageTexts.class.getResourceAsStream(language + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the text of " + language, e);
        }
    }
}
