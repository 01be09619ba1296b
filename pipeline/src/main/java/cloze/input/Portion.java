package cloze.input;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The file ranges that one task reads.
 *
 * @param ranges at least one
 * @param hosts machines that store the beginning of the first range; empty if none is preferred
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
     * @param splittable whether reading may start in the middle; false for compressed files and files that are read as
     *     one row
     */
    public record Source(InputFile file, boolean splittable) {
        /** Returns those of {@code files} that are not empty. A name that says that a file is compressed rules out a cut. */
        public static List<Source> ofLines(List<InputFile> files, Unpacking unpacking) {
            return files.stream()
                    .filter(file -> file.length() > 0)
                    .map(file ->
                            new Source(file, unpacking.unpackedName(file.name()).isEmpty()))
                    .toList();
        }
    }

    private record Piece(FileRange range, long bytes, List<String> hosts) {}

    /** Which ranges meet in a portion. */
    public enum Order {
        /** Any, the largest first: the work is spread evenly. */
        LARGEST_FIRST,
        /** Portion after portion, the ranges are in the order of the files and of their bytes. */
        AS_LISTED
    }

    /**
     * Cuts splittable files into pieces of at most {@code bytesPerTask}, and packs all pieces into portions of about
     * that size.
     *
     * @param bytesPerTask at least 1
     * @param openCost bytes that could be read in the time it takes to open a file; keeps a task from opening too many
     *     small files
     */
    public static List<Portion> divide(List<Source> sources, long bytesPerTask, long openCost, Order order) {
        if (bytesPerTask < 1) {
            throw new IllegalArgumentException("bytes per task: " + bytesPerTask);
        }
        List<Piece> pieces = new ArrayList<>();
        for (Source source : sources) {
            addPieces(source, bytesPerTask, pieces);
        }
        if (order == Order.LARGEST_FIRST) {
            pieces.sort(Comparator.comparingLong(Piece::bytes)
                    .reversed()
                    .thenComparing(piece -> piece.range().path())
                    .thenComparing(piece -> piece.range().start()));
        }
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
        InputFile file = source.file();
        if (!source.splittable()) {
            pieces.add(new Piece(FileRange.whole(file.path(), file.weight()), file.length(), file.hostsAt(0)));
            return;
        }
        for (long start = 0; start < file.length(); start += bytesPerTask) {
            long end = Math.min(start + bytesPerTask, file.length());
            pieces.add(
                    new Piece(new FileRange(file.path(), start, end, file.weight()), end - start, file.hostsAt(start)));
        }
    }

    private static Portion portion(List<Piece> packed) {
        return new Portion(
                packed.stream().map(Piece::range).toList(), packed.get(0).hosts());
    }
}
