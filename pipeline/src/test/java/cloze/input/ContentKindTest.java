package cloze.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentKindTest {
    private static ContentKind of(String text) {
        return of("data", text);
    }

    private static ContentKind of(String name, String text) {
        return ContentKind.of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It was a dark night.\n\nIt rained.\n",
                "",
                "\n\n  \n",
                "{Chapter 1}\n\nIt was dark.\n",
                "{\"Hello,\" she said}\n",
                "{}\n",
                "{{Infobox river}}\n",
                "[Illustration]\n\nA map.\n",
                "[1] A footnote.\n[2] Another.\n",
                "[1]\n",
                "[\"Hello,\" she said]\n",
                "[[Category]]\n",
                "<doc id=\"1\">\nA river.\n</doc>\n",
                "<br> is a tag\n",
                "One, two, three.\nFour, five, six.\nSeven, eight, nine.\n",
                "yes,no\nThe river ran, and ran, and ran.\nThen it stopped.\n",
                "---\nlicense: mit\n---\n# Data\n",
                "ORCHARDS are in bloom.\n",
                "PAR1 is a mark.\n",
                "PK is short.\n",
                "BZh is no word.\n",
                "Obj is short for object.\n",
                "a\0b is text with a NUL\n",
                "version one of the story\n"
            })
    void takesProseForProse(String text) {
        assertThat(of(text)).isEqualTo(ContentKind.TEXT);
        assertThat(of("LICENSE", text)).isEqualTo(ContentKind.TEXT);
        assertThat(of("a.txt", text)).isEqualTo(ContentKind.TEXT);
    }

    @Test
    void takesOtherEncodingsOfSingleBytesForText() {
        byte[] latin1 = "caf\u00e9 au lait\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ContentKind.of("a.txt", latin1)).isEqualTo(ContentKind.TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": \"a\"}\n{\"text\": \"b\"}\n",
                "\ufeff\n {\"id\": 1, \"text\": \"a\"}",
                "{\"a\": {\"b\": [1, 2]}, \"text\": NaN}\r\n",
                "{\"text\": \"a\"}\nbroken\n"
            })
    void recognisesJsonLines(String text) {
        assertThat(of(text)).isEqualTo(ContentKind.JSON_LINES);
    }

    @Test
    void recognisesALineOfJsonThatIsLongerThanTheHead() {
        assertThat(of("{\"text\": \"" + "word ".repeat(2000))).isEqualTo(ContentKind.JSON_LINES);
        assertThat(of("{\"n\": " + "7".repeat(2000) + "}\n")).isEqualTo(ContentKind.JSON_LINES);
    }

    @Test
    void recognisesJsonWhereverTheHeadIsCutOff() {
        String rest = "\"ok\": [true, false, null, -1.5e3, \"a\\u00e9\"], \"text\": \"" + "word ".repeat(100) + "\"}\n";
        for (int cut = 1; cut < rest.length(); cut++) {
            String head = "{\"a\": \"%s\", ".formatted("x".repeat(ContentKind.HEAD_BYTES - cut - 10)) + rest;
            assertThat(of(head.substring(0, ContentKind.HEAD_BYTES)))
                    .as(rest.substring(0, cut))
                    .isEqualTo(ContentKind.JSON_LINES);
        }
    }

    @Test
    void recognisesTextBetweenEscapeSequences() {
        for (String charset : List.of("ISO-2022-JP", "ISO-2022-KR")) {
            String text = charset.endsWith("JP")
                    ? "A river: \u5ddd\u304c\u6d41\u308c\u308b\u3002\n"
                    : "A river: \uac15\uc774 \n";
            assertThat(ContentKind.of("a.txt", text.getBytes(Charset.forName(charset))))
                    .as(charset)
                    .isEqualTo(ContentKind.ISO_2022);
        }
        assertThat(of("a \u001b[1mbold\u001b[0m word of a terminal\n")).isEqualTo(ContentKind.TEXT);
    }

    @Test
    void takesNulsAloneForNoText() {
        assertThat(of("\0".repeat(5000))).isEqualTo(ContentKind.BINARY);
        assertThat(of("\0")).isEqualTo(ContentKind.BINARY);
        assertThat(of("lost" + "\0".repeat(5000))).isEqualTo(ContentKind.BINARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\n  \"description\": \"stories\",\n  \"splits\": {}\n}\n",
                "{\"version\": \"1\",\n \"data\": [",
                "[\n  {\"text\": \"a\"},\n  {\"text\": \"b\"}\n]\n",
                "[{\"text\": \"a\"}, {\"text\": \"b\"}]",
                "[\"one\", \"two\"]\n"
            })
    void recognisesOneJsonDocument(String text) {
        assertThat(of(text)).isEqualTo(ContentKind.JSON_DOCUMENT);
        assertThat(of("dataset_info.json", text)).isEqualTo(ContentKind.JSON_DOCUMENT);
    }

    @Test
    void recognisesTables() {
        assertThat(of("id,text\n1,One river.\n2,\"Two, or three.\"\n")).isEqualTo(ContentKind.TABLE);
        assertThat(of("id\ttext\n1\tOne, two.\n2\tThree.\n")).isEqualTo(ContentKind.TABLE);
        assertThat(of("x.csv", "text\nOne river.\n")).isEqualTo(ContentKind.TABLE);
        assertThat(of("X.TSV", "One\tTwo\n")).isEqualTo(ContentKind.TABLE);
    }

    @Test
    void recognisesMarkupAndArchivesOfTheWeb() {
        assertThat(of("<!DOCTYPE html>\n<html>")).isEqualTo(ContentKind.MARKUP);
        assertThat(of("\n<HTML lang=en>")).isEqualTo(ContentKind.MARKUP);
        assertThat(of("<?xml version=\"1.0\"?>")).isEqualTo(ContentKind.MARKUP);
        assertThat(of("WARC/1.0\r\nWARC-Type: warcinfo\r\n")).isEqualTo(ContentKind.WARC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt~", "a.bak", "A.TXT.BAK", "a.jsonl.tmp", "#a.txt#", "a.orig"})
    void recognisesBackupsByName(String name) {
        assertThat(of(name, "It was a dark night.\n")).isEqualTo(ContentKind.BACKUP);
    }

    @Test
    void recognisesPointersOfGitLfs() {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        assertThat(of("a.parquet", pointer)).isEqualTo(ContentKind.GIT_LFS);
        assertThat(of("a.jsonl", pointer)).isEqualTo(ContentKind.GIT_LFS);
    }

    @Test
    void recognisesBinaryFormatsByTheirFirstBytes() {
        Map<String, ContentKind> marks = Map.ofEntries(
                Map.entry("504b030414000000", ContentKind.ZIP),
                Map.entry("377abcaf271c0004", ContentKind.SEVEN_ZIP),
                Map.entry("526172211a070100", ContentKind.RAR),
                Map.entry("504152311504", ContentKind.PARQUET),
                Map.entry("4f52430a00ff80", ContentKind.ORC),
                Map.entry("4f626a0104", ContentKind.AVRO),
                Map.entry("53514c69746520666f726d6174203300", ContentKind.SQLITE),
                Map.entry("255044462d312e37", ContentKind.PDF),
                Map.entry("894c5a4f000d0a1a0a", ContentKind.LZOP),
                Map.entry("02214c180a000000", ContentKind.LZ4_LEGACY),
                Map.entry("d0cf11e0a1b11ae1", ContentKind.OFFICE),
                Map.entry("80049500ff000000", ContentKind.BINARY));
        marks.forEach(
                (hex, kind) -> assertThat(ContentKind.of("a.txt", HexFormat.of().parseHex(hex)))
                        .as(hex)
                        .isEqualTo(kind));
    }

    @Test
    void recognisesOtherUnicodeEncodingsWithAndWithoutAMark() {
        for (String text : new String[] {"A dark night.\n", "Ночь была тёмной, и шёл дождь.\n"}) {
            for (String charset : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
                ContentKind kind = charset.startsWith("UTF-16") ? ContentKind.UTF_16 : ContentKind.UTF_32;
                assertThat(ContentKind.of("a.txt", text.getBytes(Charset.forName(charset))))
                        .as(charset + text)
                        .isEqualTo(kind);
                assertThat(ContentKind.of("a.txt", ("\ufeff" + text).getBytes(Charset.forName(charset))))
                        .as(charset + text)
                        .isEqualTo(kind);
            }
        }
    }

    @Test
    void recognisesTarOfEveryKindByItsChecksum() throws IOException {
        byte[] content = "It was a dark night.\n".getBytes(StandardCharsets.UTF_8);
        var archive = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(archive)) {
            var entry = new TarArchiveEntry("a.txt");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        byte[] ustar = archive.toByteArray();
        assertThat(ContentKind.of("m", ustar)).isEqualTo(ContentKind.TAR);
        // The oldest archives have no mark: spaces count for the checksum's own field alone.
        byte[] old = ustar.clone();
        int removed = 0;
        for (int i = 257; i < 265; i++) {
            removed += old[i];
            old[i] = 0;
        }
        long checksum = Long.parseLong(new String(old, 148, 6, StandardCharsets.US_ASCII).strip(), 8) - removed;
        System.arraycopy("%06o".formatted(checksum).getBytes(StandardCharsets.US_ASCII), 0, old, 148, 6);
        assertThat(ContentKind.of("m", old)).isEqualTo(ContentKind.TAR);
    }

    @Test
    void tellsNamesOfJsonLines() {
        for (String name :
                new String[] {"a.jsonl", "A.JSON", "a.ndjson", "a.jsonlines", "a.jsonl.1", "a.jsonl-00001-of-00005"}) {
            assertThat(FileNames.sayJsonLines(name)).as(name).isTrue();
        }
        assertThat(FileNames.sayJsonLines("json.txt")).isFalse();
    }
}
