package cloze.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A digest over this program's classes and resources, in jars or folders. It distinguishes builds that share a commit.
 */
final class BuildDigest {
    private static final String ROOT = "cloze";
    private static final int DIGITS = 12;

    private BuildDigest() {}

    /** Returns 12 hex digits that identify the running code, regardless of where it is installed. */
    static String ofRunningCode() {
        try {
            List<String> contents = new ArrayList<>();
            for (URI root : roots()) {
                contents.addAll(contents(Path.of(root)));
            }
            Collections.sort(contents);
            return Fingerprint.of(contents).substring(0, DIGITS);
        } catch (IOException | URISyntaxException e) {
            throw new UncheckedIOException("Reading the program's own classes", new IOException(e));
        }
    }

    /**
     * Returns the jars and folders that hold this program's packages. A jar may have no folder entries, so the location
     * of this class is added.
     */
    private static Set<URI> roots() throws IOException, URISyntaxException {
        Set<URI> roots = new TreeSet<>();
        roots.add(BuildDigest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        for (URL url : Collections.list(BuildDigest.class.getClassLoader().getResources(ROOT))) {
            if (url.openConnection() instanceof JarURLConnection jar) {
                roots.add(jar.getJarFileURL().toURI());
            } else {
                roots.add(Path.of(url.toURI()).getParent().toUri());
            }
        }
        return roots;
    }

    /** Returns one line with name and CRC-32 for each file of this program below {@code root}, a folder or a jar. */
    static List<String> contents(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            try (var jar = new JarFile(root.toFile())) {
                return jar.stream()
                        .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(ROOT + "/"))
                        .map(entry -> line(entry.getName(), entry.getCrc()))
                        .toList();
            }
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve(ROOT))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var checksum = new CRC32();
                checksum.update(Files.readAllBytes(file));
                String name = root.relativize(file).toString().replace('\\', '/');
                lines.add(line(name, checksum.getValue()));
            }
        }
        return lines;
    }

    private static String line(String name, long checksum) {
        return name + " " + Long.toHexString(checksum);
    }
}
