package cloze.input;

import cloze.error.InvalidInputException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** What a file looks like, by its first bytes and, where they do not tell, by its name. */
public enum ContentKind {
    TEXT(Group.TEXT, "text", ""),
    /** A JSON object on each line. */
    JSON_LINES(Group.SYNTAX, "JSON lines", "Set corpus.format = jsonl, or name it *.jsonl."),
    JSON_DOCUMENT(
            Group.SYNTAX,
            "one JSON document that spans the file",
            "Write one object per line, for an array: jq -c '.[]' FILE > FILE.jsonl. Keep files that describe a data set out of the input."),
    TABLE(
            Group.SYNTAX,
            "a table (CSV or TSV)",
            "Convert it to JSON lines or Parquet, for example with Spark: spark.read().option(\"header\", true).csv(FILE)."),
    MARKUP(Group.SYNTAX, "HTML or XML", "Extract its text first."),
    WARC(Group.SYNTAX, "a web archive (WARC)", "Extract its text first."),
    RTF(Group.SYNTAX, "rich text (RTF)", "Convert it to plain text first.", "7b5c727466"),
    POSTSCRIPT(Group.SYNTAX, "PostScript", "Convert it to plain text first.", "25215053"),
    /** Something compressed within a compressed file. */
    PACKED_TWICE(Group.BINARY, "a file that was compressed twice", "Unpack it once."),
    BACKUP(Group.SYNTAX, "a back-up or temporary file, by its name", "Remove it, or rename it if it is to be read."),

    GIT_LFS(
            Group.BINARY,
            "a git-lfs pointer to the file, which has not been downloaded",
            "Download it: git lfs pull.",
            "76657273696f6e2068747470733a2f2f6769742d6c66732e6769746875622e636f6d2f"),
    /** Apache Parquet, also with an encrypted footer. */
    PARQUET(
            Group.BINARY,
            "Parquet",
            "Set corpus.format = auto or parquet.",
            "5041523115",
            "5041524515",
            "50415245....0000"),
    ZIP(
            Group.BINARY,
            "a ZIP archive, as are .docx, .xlsx, .epub and .npz",
            "Unpack it first: unzip FILE.",
            "504b0304",
            "504b0506",
            "504b0708"),
    SEVEN_ZIP(Group.BINARY, "a 7z archive", "Unpack it first: 7z x FILE.", "377abcaf271c"),
    RAR(Group.BINARY, "a RAR archive", "Unpack it first.", "526172211a07"),
    TAR(Group.BINARY, "a tar archive", "Unpack it first: tar -xf FILE."),
    LZ4_LEGACY(Group.BINARY, "lz4 in its legacy format", "Unpack it first: lz4 -d FILE.", "02214c18"),
    LZIP(Group.BINARY, "lzip", "Unpack it first: lzip -d FILE.", "4c5a495001"),
    LZOP(Group.BINARY, "lzop", "Unpack it first: lzop -d FILE.", "894c5a4f000d0a1a0a"),
    LZMA(Group.BINARY, "LZMA", "Unpack it first: xz --format=lzma -d FILE.", "5d0000"),
    COMPRESS(Group.BINARY, "the format of compress (.Z)", "Unpack it first: gzip -d FILE.", "1f9d", "1fa0"),
    SNAPPY_JAVA(Group.BINARY, "a stream of snappy-java", "Unpack it first.", "82534e4150505900"),
    ORC(Group.BINARY, "Apache ORC", "Convert it to Parquet with Spark."),
    AVRO(Group.BINARY, "Apache Avro", "Convert it to Parquet with Spark.", "4f626a01"),
    ARROW(Group.BINARY, "Apache Arrow or Feather", "Convert it to Parquet.", "4152524f57310000", "46454131"),
    SEQUENCE_FILE(Group.BINARY, "a Hadoop sequence file", "Convert it to Parquet with Spark.", "53455106"),
    SQLITE(Group.BINARY, "an SQLite database", "Export its text first.", "53514c69746520666f726d6174203300"),
    HDF5(Group.BINARY, "HDF5", "Export its text first.", "894844460d0a1a0a"),
    NUMPY(Group.BINARY, "a NumPy array", "Export its text first.", "934e554d5059"),
    PDF(Group.BINARY, "PDF", "Extract its text first: pdftotext FILE.", "255044462d"),
    OFFICE(Group.BINARY, "a Microsoft Office document", "Save it as plain text first.", "d0cf11e0a1b11ae1"),
    IMAGE(Group.BINARY, "an image", "Remove it from the input.", "89504e470d0a1a0a", "ffd8ff", "474946383.61"),
    UTF_16(
            Group.BINARY,
            "UTF-16 text",
            "Convert it: iconv -f UTF-16 -t UTF-8 FILE > CONVERTED (without a byte-order mark, -f UTF-16LE or UTF-16BE).",
            "fffe",
            "feff"),
    UTF_32(Group.BINARY, "UTF-32 text", "Convert it: iconv -f UTF-32 -t UTF-8 FILE > CONVERTED.", "0000feff"),
    /** Japanese, Chinese or Korean text in bytes of ASCII, between escape sequences. */
    ISO_2022(Group.BINARY, "text in ISO-2022", "Convert it: iconv -f ISO-2022-JP -t UTF-8 FILE > CONVERTED."),
    BINARY(Group.BINARY, "binary data of an unknown format", "Remove it from the input.");

    /** How much of a file is read to recognise it. */
    static final int HEAD_BYTES = 1 << 13;

    private enum Group {
        TEXT,
        SYNTAX,
        BINARY
    }

    private final Group group;
    private final String label;
    private final String advice;

    /** Patterns of {@link FirstBytes}, separated by spaces. */
    private final String marks;

    ContentKind(Group group, String label, String advice, String... marks) {
        this.group = group;
        this.label = label;
        this.advice = advice;
        this.marks = String.join(" ", marks);
    }

    /**
     * Recognises the content of a file.
     *
     * @param name of the file, without a compression suffix
     * @param head its first bytes, unpacked; all of them if there are fewer than {@value #HEAD_BYTES}
     */
    static ContentKind of(String name, byte[] head) {
        return marked(head).or(() -> Encoding.of(head)).orElseGet(() -> TextShape.of(name, head));
    }

    /** Recognises a format that has a mark of its own. */
    static Optional<ContentKind> marked(byte[] head) {
        return marked(head, 1);
    }

    /**
     * Recognises a format that has a mark of its own.
     *
     * @param minBytes only longer marks count, which no other data has by chance
     */
    static Optional<ContentKind> marked(byte[] head, int minBytes) {
        if (isTar(head)) {
            return Optional.of(TAR);
        }
        if (FirstBytes.of("fffe0000").begin(head)) {
            return Optional.of(UTF_32);
        }
        // ORC's mark is also how a word may begin.
        if (FirstBytes.of("4f5243").begin(head) && Encoding.isBinary(head)) {
            return Optional.of(ORC);
        }
        return Arrays.stream(values())
                .filter(kind ->
                        FirstBytes.among(kind.marks).anyMatch(mark -> mark.length() >= minBytes && mark.begin(head)))
                .findFirst();
    }

    /** The header of a tar archive holds its own checksum; the oldest archives have no other mark. */
    private static boolean isTar(byte[] head) {
        int header = 512;
        if (head.length < header || head[0] == 0) {
            return false;
        }
        try {
            return TarUtils.verifyCheckSum(Arrays.copyOf(head, header));
        } catch (IllegalArgumentException e) {
            // The place of the checksum holds no number.
            return false;
        }
    }

    /** Returns whether the file is not text in UTF-8, however it is to be read, but some known or unknown format. */
    public boolean isBinary() {
        return group == Group.BINARY;
    }

    /** Returns whether the file is prose, as far as can be seen. */
    public boolean isText() {
        return this == TEXT;
    }

    /**
     * Says that a file cannot be read as it was to be.
     *
     * @param path of the file
     * @param expected what it was to be, such as "text"
     * @param otherwise how to read it all the same; empty if there is no way
     */
    public InvalidInputException refusal(String path, String expected, String otherwise) {
        return new InvalidInputException("File %s looks like %s, expected %s. %s%s"
                .formatted(path, label, expected, advice, otherwise.isEmpty() ? "" : " " + otherwise));
    }
}
