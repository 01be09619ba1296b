package cloze.input;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells prose from syntax. When in doubt, it is prose: text may begin with a brace, a bracket or an angle bracket, and
 * be full of commas.
 */
final class TextShape {
    private static final Pattern BACKUP = Pattern.compile(".*(~|\\.(bak|tmp|swp|orig|crc|crdownload))|#.*#");
    private static final Pattern TABLE = Pattern.compile(".*\\.(csv|tsv)");

    /** A column's name as programs write it: without spaces. */
    private static final Pattern HEADER = Pattern.compile("\"?[A-Za-z_][A-Za-z0-9_.-]*\"?");

    /** Characters of {@code false}, the longest word of JSON. */
    private static final int LONGEST_WORD = 5;

    /** Rows that must have as many cells as the header. */
    private static final int MIN_ROWS = 2;

    private TextShape() {}

    /** Recognises the shape of a text by the name of its file and its first bytes. */
    static ContentKind of(String name, byte[] head) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (BACKUP.matcher(lower).matches()) {
            return ContentKind.BACKUP;
        }
        String text = new String(head, StandardCharsets.UTF_8);
        String start = (text.startsWith("\ufeff") ? text.substring(1) : text).stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return json(start, head.length >= ContentKind.HEAD_BYTES, lower);
        }
        if (isMarkup(start)) {
            return ContentKind.MARKUP;
        }
        if (start.startsWith("WARC/")) {
            return ContentKind.WARC;
        }
        return TABLE.matcher(lower).matches() || isTable(start) ? ContentKind.TABLE : ContentKind.TEXT;
    }

    /** @param more whether the file goes on behind {@code start} */
    private static ContentKind json(String start, boolean more, String name) {
        String line = start.lines().findFirst().orElseThrow();
        boolean cutOff = line.length() == start.length();
        if (line.startsWith("{") && isJson(line, cutOff, cutOff && more)) {
            return ContentKind.JSON_LINES;
        }
        if (isJson(start, true, more)) {
            return ContentKind.JSON_DOCUMENT;
        }
        return TABLE.matcher(name).matches() ? ContentKind.TABLE : ContentKind.TEXT;
    }

    /**
     * Returns whether {@code text} is an object with a field or an array of objects, arrays or strings.
     *
     * @param cutOff whether the beginning of one will do
     * @param withinWord whether it may end within {@code true}, {@code false} or {@code null}
     */
    private static boolean isJson(String text, boolean cutOff, boolean withinWord) {
        int values = 0;
        try (JsonParser parser = JsonParsers.FACTORY.createParser(text)) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            JsonToken token = parser.nextToken();
            if (array && token != null && token.isNumeric()) {
                // The number of a footnote.
                return false;
            }
            while (token != null) {
                values += token.isStructEnd() ? 0 : 1;
                token = parser.nextToken();
            }
        } catch (JsonEOFException e) {
            // JSON so far.
            return cutOff && values > 0;
        } catch (JsonParseException e) {
            long end = e.getLocation().getCharOffset();
            return withinWord && values > 0 && end >= text.length() - LONGEST_WORD;
        } catch (IOException e) {
            return false;
        }
        return values > 0;
    }

    private static boolean isMarkup(String start) {
        String tag = start.substring(0, Math.min(start.length(), 20)).toLowerCase(Locale.ROOT);
        return tag.startsWith("<!doctype ") || tag.startsWith("<html") || tag.startsWith("<?xml ");
    }

    /** A line of names, and lines with as many cells. */
    private static boolean isTable(String start) {
        List<String> lines = start.lines().limit(1 + MIN_ROWS).toList();
        if (lines.size() <= MIN_ROWS) {
            return false;
        }
        for (char separator : new char[] {',', '\t', ';'}) {
            int cells = cells(lines.get(0), separator);
            if (cells > 1
                    && Pattern.compile(Pattern.quote(String.valueOf(separator)))
                            .splitAsStream(lines.get(0))
                            .allMatch(name -> HEADER.matcher(name).matches())
                    && lines.stream().allMatch(line -> cells(line, separator) == cells)) {
                return true;
            }
        }
        return false;
    }

    /** Counts cells, passing over separators in quotation marks. */
    private static int cells(String line, char separator) {
        int cells = 1;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            cells += c == separator && !quoted ? 1 : 0;
        }
        return cells;
    }
}
