package cloze.tracking;

import java.net.URI;
import org.apache.hadoop.fs.Path;

/**
 * What a run reads or writes, named as OpenLineage's page "Naming conventions" asks for.
 *
 * @param namespace where it is: a storage, or a catalog
 * @param name its name there
 * @param version of its content; empty if unknown
 */
public record LineageDataset(String namespace, String name, String version) {
    private static final String LOCAL = "file";

    /** Names files of any file system that Hadoop supports. {@code path} is absolute, with its scheme. */
    public static LineageDataset at(Path path, String version) {
        URI uri = path.toUri();
        String scheme = uri.getScheme().replaceFirst("^s3[an]$", "s3");
        if (scheme.equals(LOCAL)) {
            return new LineageDataset(LOCAL, uri.getPath(), version);
        }
        String name = scheme.equals("s3") || scheme.equals("gs") ? uri.getPath().replaceFirst("^/", "") : uri.getPath();
        return new LineageDataset(scheme + "://" + uri.getAuthority(), name, version);
    }
}
