package cloze.curate.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeSet;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells the language of a text: Apache OpenNLP's detector with its model of 103 languages. The model is loaded once per
 * process. An identifier serves one thread.
 */
public final class LanguageIdentifier {
    private static final String MODEL = "/langdetect-183.bin";

    /** The detector's time grows with the text; so many characters tell most languages apart. */
    private static final int SAMPLE = 240;

    private static final int STRETCHES = 3;

    /** Codes of languages that the model knows by a more specific code: ISO 639-1, and the code of ISO 639-3. */
    private static final Map<String, String> SPECIFIC = Map.of(
            "zh", "cmn", "ms", "zlm", "fa", "pes", "lv", "lav", "et", "est", "sw", "swa", "mg", "plt", "no", "nob");

    private final LanguageDetectorME detector = new LanguageDetectorME(Loaded.MODEL);

    private static final class Loaded {
        private static final LanguageDetectorModel MODEL = load();

        private static LanguageDetectorModel load() {
            try (InputStream in = LanguageIdentifier.class.getResourceAsStream(LanguageIdentifier.MODEL)) {
                return new LanguageDetectorModel(in);
            } catch (IOException e) {
                throw new UncheckedIOException("Reading the model of the language detector", e);
            }
        }
    }

    /** Returns the ISO 639-3 code of the language of {@code text}; for a text in several, that of the most frequent. */
    public String identify(String text) {
        return detector.predictLanguage(sample(text)).getLang();
    }

    /** Returns the codes that {@link #identify} may return. */
    public static Set<String> known() {
        return new TreeSet<>(Arrays.asList(new LanguageDetectorME(Loaded.MODEL).getSupportedLanguages()));
    }

    /** Returns the ISO 639-3 code of a language that is given by its code of two or three letters; an unknown code as it is. */
    public static String code(String language) {
        String specific = SPECIFIC.get(language);
        if (specific != null) {
            return specific;
        }
        try {
            return Locale.forLanguageTag(language).getISO3Language();
        } catch (MissingResourceException e) {
            return language;
        }
    }

    /** Returns a short text whole, and else stretches from its beginning, middle and end. */
    private static String sample(String text) {
        if (text.length() <= SAMPLE) {
            return text;
        }
        int length = SAMPLE / STRETCHES;
        var sample = new StringBuilder();
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            int start = (int) ((long) (text.length() - length) * stretch / (STRETCHES - 1));
            sample.append(text, start, start + length).append(' ');
        }
        return sample.toString();
    }
}
