package cloze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the lists of packages in the order of {@link ArchitectureTest#FLOW}. What a package is for is said once, in the table of ARCHITECTURE.md; a
 * package that is new there begins with the first sentence of its package-info.
 */
class PackageOrderTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "cloze");
    private static final Path JOBS = Path.of("..", "jobs", "src", "main", "java", "cloze", "jobs");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\S.*) \\|$");
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern FIRST_SENTENCE = Pattern.compile("(.*?)\\.(\\s|$)");
    private static final Pattern LINK = Pattern.compile("\\{@link (?:[a-z0-9]+\\.)*([^}]+)}");
    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]+)}");

    @Test
    void thePageListsThePackagesInTheirOrder() throws IOException {
        var page = Path.of("ARCHITECTURE.md");
        Map<String, String> meanings = ROW.matcher(read(page))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (first, later) -> first));
        String rows = Stream.concat(packages(), Stream.of("jobs"))
                .map(name ->
                        "| `%s` | %s |\n".formatted(name, meanings.computeIfAbsent(name, PackageOrderTest::meaning)))
                .collect(Collectors.joining());
        assertWritten(page, "", "| package | what it does |\n| --- | --- |\n" + rows);
    }

    @Test
    void theJavadocListsThePackagesInTheirOrder() throws IOException {
        assertWritten(
                SOURCES.resolve("package-info.java"),
                " * ",
                packages().map(" *   <li>{@link cloze.%s}\n"::formatted).collect(Collectors.joining()));
    }

    /** The packages just below {@code cloze}, those that hold no type of their own included. */
    private static Stream<String> packages() {
        return ArchitectureTest.FLOW.stream()
                .map(name -> name.split("\\.", 2)[0])
                .distinct();
    }

    /** The first sentence about a package, without its full stop and with names as Markdown shows them. */
    private static String meaning(String name) {
        Path file = (name.equals("jobs") ? JOBS : SOURCES.resolve(name)).resolve("package-info.java");
        String text = found(COMMENT, read(file), file)
                .replaceAll("\\s*\\n \\*\\s*", " ")
                .strip();
        String sentence = found(FIRST_SENTENCE, text, file);
        return CODE.matcher(LINK.matcher(sentence).replaceAll("`$1`")).replaceAll("`$1`");
    }

    private static String found(Pattern pattern, String text, Path file) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find())
                .as("%s has a comment that begins with a sentence", file)
                .isTrue();
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + file, e);
        }
    }

    private static void assertWritten(Path page, String indentation, String list) throws IOException {
        String begin = indentation + "<!-- packages -->\n";
        String end = indentation + "<!-- end -->\n";
        String text = Files.readString(page);
        assertThat(text).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        String expected = text.substring(0, from) + list + text.substring(text.indexOf(end, from));
        if (Boolean.getBoolean("cloze.update")) {
            Files.writeString(page, expected);
        }
        assertThat(page).as("mvn test -Dcloze.update=true writes it").content().isEqualTo(expected);
    }
}
