package cloze.vocabulary;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.provenance.Manifest;
import cloze.table.AtomicRenames;
import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A vocab.txt on any Hadoop file system: one piece per line in id order, UTF-8, lines ending in \n.
 *
 * @param path of the file; without a scheme, on the configuration's default file system
 */
public record VocabularyFile(Path path) {
    /** Name of the file in folders that this program writes. */
    private static final String NAME = "vocab.txt";

    /** Name under which a manifest counts the pieces of the vocab.txt beside it. */
    public static final String PIECES = "pieces";

    public static VocabularyFile at(String path) {
        return new VocabularyFile(StoredPath.of(path));
    }

    /**
     * Reads the vocabulary. Strips spaces, tabs and carriage returns around a piece, like the reference.
     *
     * @throws InvalidInputException if the file is missing, is not UTF-8, has a blank line or lacks a special piece
     * @throws CorruptArtifactException if the manifest beside it has another count of pieces
     */
    public Vocabulary read(Configuration hadoop) {
        byte[] bytes = bytes(hadoop);
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            pieces.add(piece(bytes, start, end, pieces.size() + 1));
            start = end + 1;
        }
        requireWhole(bytes, pieces.size(), hadoop);
        return Vocabulary.of(pieces, path.toString());
    }

    /** Writes {@code vocabulary} to a sibling of the path and renames it, replacing an existing file. */
    public void write(Vocabulary vocabulary, Configuration hadoop) {
        try {
            FileSystem files = path.getFileSystem(hadoop);
            FileSystem plain = PathFiles.withoutChecksums(files);
            // A store shows a file as a whole, and would copy it to rename it.
            boolean isMoved = AtomicRenames.on(files);
            var unfinished = isMoved ? StoredPath.child(path.getParent(), "_" + path.getName() + ".unfinished") : path;
            try (FSDataOutputStream out = plain.create(unfinished, true)) {
                out.write((String.join("\n", vocabulary.pieces()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (isMoved) {
                // Not every file system renames onto an existing file.
                files.delete(path, false);
                if (!plain.rename(unfinished, path)) {
                    throw new IOException("cannot rename %s to %s".formatted(unfinished, path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Vocabulary %s cannot be written: %s".formatted(path, e.getMessage()), e);
        }
    }

    /**
     * Detects truncation. A truncated vocabulary is still valid by itself, but ids beyond its end have no piece; only
     * the manifest of the run that wrote it reveals this.
     */
    private void requireWhole(byte[] bytes, int pieces, Configuration hadoop) {
        if (!path.getName().equals(NAME)) {
            return;
        }
        Optional<Long> expected = Manifest.read(hadoop, path.getParent())
                .map(manifest -> manifest.counts().get(PIECES));
        boolean ended = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        if (expected.isPresent() && (expected.get() != pieces || !ended)) {
            throw new CorruptArtifactException(
                    "Vocabulary %s: expected %d pieces, as the %s beside it says, found %d%s; it was truncated or changed: restore the file, or run its job again"
                            .formatted(
                                    path,
                                    expected.get(),
                                    Manifest.FILE,
                                    pieces,
                                    ended ? "" : ", the last one without an end of line"));
        }
    }

    private byte[] bytes(Configuration hadoop) {
        try {
            FileSystem files = path.getFileSystem(hadoop);
            if (files.getFileStatus(path).isDirectory()) {
                throw new InvalidInputException("Vocabulary %s is a folder; name the vocab.txt in it".formatted(path));
            }
            try (FSDataInputStream in = PathFiles.open(files, path)) {
                return in.readAllBytes();
            }
        } catch (FileNotFoundException e) {
            throw new InvalidInputException(
                    "Vocabulary %s does not exist; give vocabulary.file an existing vocab.txt, or leave it out to train one"
                            .formatted(path),
                    e);
        } catch (IOException e) {
            throw new InvalidInputException("Vocabulary %s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private String piece(byte[] bytes, int start, int end, int line) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    "Vocabulary %s, line %d: not UTF-8; convert the file to UTF-8".formatted(path, line), e);
        }
        String piece = trimmed(text);
        if (piece.isEmpty()) {
            throw new InvalidInputException(
                    "Vocabulary %s, line %d: blank; every line is one piece, and its line number gives the piece's id, so a blank line would be a piece without text"
                            .formatted(path, line));
        }
        return piece;
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && BasicTokenizer.separates(text.charAt(start))) {
            start++;
        }
        while (start < end && BasicTokenizer.separates(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
