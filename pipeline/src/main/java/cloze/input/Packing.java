package cloze.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a file is compressed. The first bytes tell, and where a format has no mark of its own, the suffix of the name. */
enum Packing {
    /** Members as in RFC 1952, of which a file may have several. */
    GZIP("gzip -t", ".gz .gzip", "1f8b08"),
    /** RFC 8878. A file may begin with a skippable frame, as those of pzstd do. */
    ZSTD("zstd -t", ".zst .zstd", "28b52ffd"),
    /** A block, or the end mark of an empty file, follows the level of compression. */
    BZIP2("bzip2 -t", ".bz2 .bzip2", "425a68..314159265359", "425a68..177245385090"),
    XZ("xz -t", ".xz", "fd377a585a00"),
    /** What the lz4 program writes. */
    LZ4_FRAME("lz4 -t", "", "04224d18"),
    /** The framing format of snappy, google/snappy framing_format.txt. */
    SNAPPY_FRAMED("", "", "ff060000734e61507059"),
    /** A skippable frame of zstd or lz4. */
    SKIPPABLE("", "", "5.2a4d18"),
    /** Blocks as Hadoop's Lz4Codec writes them. */
    LZ4_BLOCKS("", ".lz4"),
    /** Blocks as Hadoop's SnappyCodec writes them, or one raw block. */
    SNAPPY("", ".snappy .sz"),
    /** RFC 1950, as Hadoop's DefaultCodec writes it. */
    ZLIB("", ".deflate"),
    /** Another codec of the Hadoop configuration. */
    CODEC("", "");

    private final String test;

    /** Ends of file names in lower case, separated by spaces. */
    private final String suffixes;

    /** Patterns of {@link FirstBytes}, separated by spaces. */
    private final String marks;

    Packing(String test, String suffixes, String... marks) {
        this.test = test;
        this.suffixes = suffixes;
        this.marks = String.join(" ", marks);
    }

    /** Returns the command that tests such a file; empty if there is no usual one. */
    String test() {
        return test;
    }

    /** Recognises a packing by the first bytes of a file. */
    static Optional<Packing> of(byte[] head) {
        Optional<Packing> found = Arrays.stream(values())
                .filter(packing -> FirstBytes.among(packing.marks).anyMatch(mark -> mark.begin(head)))
                .findFirst();
        return found.map(packing -> packing == SKIPPABLE ? behindSkippable(head) : packing);
    }

    /** Both zstd and lz4 have the same skippable frames; the first other frame decides. */
    private static Packing behindSkippable(byte[] head) {
        FirstBytes lz4 = FirstBytes.of(LZ4_FRAME.marks);
        FirstBytes skippable = FirstBytes.of(SKIPPABLE.marks);
        long at = 0;
        while (at + 8 <= head.length && skippable.beginAt(head, (int) at)) {
            at += 8 + (Bytes.littleEndian(head, (int) at + 4) & 0xffff_ffffL);
        }
        return at < head.length && lz4.beginAt(head, (int) at) ? LZ4_FRAME : ZSTD;
    }

    /** A packing and the name of the file without its suffix. */
    record Named(Packing packing, String unpackedName) {}

    /** Recognises a packing by the suffix of a name, in capitals or not. */
    static Optional<Named> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Packing packing : values()) {
            for (String suffix : packing.suffixes.split(" ", -1)) {
                if (!suffix.isEmpty() && lower.endsWith(suffix)) {
                    return Optional.of(new Named(packing, name.substring(0, name.length() - suffix.length())));
                }
            }
        }
        return Optional.empty();
    }
}
