package cloze.provenance;

import java.util.List;
import java.util.Map;

/** A manifest with something in each field. */
final class SampleManifest {
    private SampleManifest() {}

    static Manifest of(String fingerprint) {
        return new Manifest(
                "test",
                fingerprint,
                new CodeVersion("1", "abc"),
                Map.of(),
                Manifest.json(Map.of()),
                List.of("in"),
                Map.of("rows", 3L),
                List.of("three rows"),
                "2026-01-01T00:00:00Z",
                1.5);
    }
}
