package cloze.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {
    @TempDir
    Path folder;

    private static String commit(String described) {
        return CodeVersion.of("1", described, () -> "digest").commit();
    }

    @Test
    void aCommitSaysAllUnlessTheSourcesDiffered() {
        assertThat(commit("abc")).isEqualTo("abc");
        assertThat(commit("abc-dirty")).isEqualTo("abc-dirty+digest");
        assertThat(commit("${git.commit.id.describe}")).isEqualTo("unknown+digest");
        assertThat(commit("")).isEqualTo("unknown+digest");
    }

    @Test
    void theRunningCodeHasADigest() {
        assertThat(BuildDigest.ofRunningCode()).matches("[0-9a-f]{12}").isEqualTo(BuildDigest.ofRunningCode());
        assertThat(CodeVersion.current()).isEqualTo(CodeVersion.current());
    }

    @Test
    void aChangedClassChangesTheContentsAndAJarHasThoseOfItsFolder() throws IOException {
        Files.createDirectories(folder.resolve("classes/cloze/token"));
        Files.createDirectories(folder.resolve("classes/elsewhere"));
        Files.writeString(folder.resolve("classes/cloze/token/A.class"), "code");
        Files.writeString(folder.resolve("classes/elsewhere/B.class"), "of a library");
        List<String> before = BuildDigest.contents(folder.resolve("classes"));
        assertThat(before).singleElement().asString().startsWith("cloze/token/A.class ");
        assertThat(BuildDigest.contents(jar("code"))).isEqualTo(before);
        assertThat(BuildDigest.contents(jar("mended"))).isNotEqualTo(before);
        Files.writeString(folder.resolve("classes/cloze/token/A.class"), "mended");
        assertThat(BuildDigest.contents(folder.resolve("classes"))).isNotEqualTo(before);
    }

    private Path jar(String code) throws IOException {
        Path jar = folder.resolve("program.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                var entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("cloze/token/A.class"));
            entries.write(code.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            entries.putNextEntry(new JarEntry("elsewhere/B.class"));
        }
        return jar;
    }
}
