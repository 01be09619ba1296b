package cloze.corpus.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The file ranges that one task reads.
 *
 * @param ranges at least one
 * @param hosts machines that store the beginning of the largest range; empty if none is preferred
 */
public record Portion(List<FileRange> ranges, List<String> hosts) implements Serializable {
    public Portion {
        ranges = List.copyOf(ranges);
        hosts = List.copyOf(hosts);
    }

    /**
     * A file to be divided.
     *
     * @param file as listed
     * @param layout how the file is divided into documents
     * @param splittable whether reading may start in the middle; false for compressed files and files that are one
     *     document
     */
    public record Source(CorpusFile file, Layout layout, boolean splittable) {}

    private record Piece(FileRange range, long bytes, List<String> hosts) {}

    /**
     * Cuts splittable files into pieces of at most {@code bytesPerTask}, and packs all pieces into portions of about
     * that size, largest first.
     *
     * @param openCost bytes that could be read in the time it takes to open a file; keeps a task from opening too many
     *     small files
     */
    public static List<Portion> divide(List<Source> sources, long bytesPerTask, long openCost) {
        List<Piece> pieces = new ArrayList<>();
        for (Source source : sources) {
            addPieces(source, bytesPerTask, pieces);
        }
        pieces.sort(Comparator.comparingLong(Piece::bytes)
                .reversed()
                .thenComparing(piece -> piece.range().path())
                .thenComparing(piece -> piece.range().start()));
        List<Portion> portions = new ArrayList<>();
        List<Piece> packed = new ArrayList<>();
        long bytes = 0;
        for (Piece piece : pieces) {
            if (!packed.isEmpty() && bytes + piece.bytes() > bytesPerTask) {
                portions.add(portion(packed));
                packed.clear();
                bytes = 0;
            }
            packed.add(piece);
            bytes += piece.bytes() + openCost;
        }
        if (!packed.isEmpty()) {
            portions.add(portion(packed));
        }
        return portions;
    }

    private static void addPieces(Source source, long bytesPerTask, List<Piece> pieces) {
        CorpusFile file = source.file();
        if (!source.splittable()) {
            var range = new FileRange(file.path(), 0, Long.MAX_VALUE, source.layout(), file.weight());
            pieces.add(new Piece(range, file.length(), file.hostsAt(0)));
            return;
        }
        for (long start = 0; start < file.length(); start += bytesPerTask) {
            long end = Math.min(start + bytesPerTask, file.length());
            var range = new FileRange(file.path(), start, end, source.layout(), file.weight());
            pieces.add(new Piece(range, end - start, file.hostsAt(start)));
        }
    }

    private static Portion portion(List<Piece> packed) {
        return new Portion(
                packed.stream().map(Piece::range).toList(), packed.get(0).hosts());
    }
}
