package cloze.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style of HTML pages. */
final class StyleSheet {
    private static final String FILE = "page.css";

    private StyleSheet() {}

    /** Returns the sheet for use between style tags. It must contain neither {@code <} nor {@code &}. */
    static String text() {
        try (InputStream in = StyleSheet.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + FILE, e);
        }
    }
}
