package cloze;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.hocon.ConfigLoader;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * ARCHITECTURE.md and the decision records name things that exist, and link to where they are. Classes of other libraries stand there
 * without back quotes: only names of this tree are looked up.
 */
class ArchitecturePagesTest {
    private static final Path PAGE = Path.of("ARCHITECTURE.md");
    private static final Path PICTURE = Path.of("architecture/packages.svg");
    private static final List<Path> MAIN = List.of(Path.of("src/main/java"), Path.of("../jobs/src/main/java"));
    private static final List<Path> TESTS = List.of(Path.of("src/test/java"), Path.of("../jobs/src/test/java"));

    private static final Set<String> SYSTEM_PROPERTIES = Set.of("cloze.kernels", "cloze.threads");

    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TYPE = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?(?:\\(\\))?");
    private static final Pattern NAME_IN_CLOZE = Pattern.compile("cloze(\\.[a-z]+)*(\\.[A-Z]\\w*)?");
    private static final Pattern KEY = Pattern.compile("[a-z-]+(\\.[a-z-]+)+");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        repairLinks();
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link : all(LINK, Files.readString(page))) {
                Path target = link.group(2).isEmpty() ? page : page.resolveSibling(link.group(2));
                if (!link.group(2).startsWith("http") && !leadsTo(target, link.group(3))) {
                    broken.add("%s: %s".formatted(page, link.group()));
                }
            }
        }
        assertThat(broken)
                .as("links to nothing; -Dcloze.update=true mends those to classes that moved")
                .isEmpty();
    }

    @Test
    void everyClassPackageAndKeyExists() throws IOException {
        Map<String, List<Path>> types = types();
        Config defaults = ConfigLoader.defaults();
        List<String> unknown = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult code : all(CODE, Files.readString(page))) {
                if (!exists(code.group(1), types, defaults)) {
                    unknown.add("%s: %s".formatted(page, code.group(1)));
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void aClassIsLinkedToItsOwnFile() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link : all(LINK, Files.readString(page))) {
                Matcher type = TYPE.matcher(link.group(1).replace("`", ""));
                if (link.group(2).endsWith(".java")
                        && type.matches()
                        && !link.group(2).endsWith("/" + type.group(1) + ".java")) {
                    wrong.add("%s: %s".formatted(page, link.group()));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyDecisionIsListed() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(pages()).filteredOn(path -> !path.equals(PAGE)).isNotEmpty().allSatisfy(decision -> assertThat(page)
                .contains("[%s](%s)".formatted(title(decision), decision)));
    }

    @Test
    void thePictureShowsEveryPackage() throws IOException {
        List<String> shown =
                all(Pattern.compile("class=\"(?:package|room)\"[^>]*>([a-z]+)<"), Files.readString(PICTURE)).stream()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(shown).doesNotHaveDuplicates();
        for (String parent : List.of("cloze", "cloze/network", "cloze/train")) {
            assertThat(shown).containsAll(packagesIn(parent));
        }
    }

    /** With {@code -Dcloze.update=true}: leads each link to a class that is not where it was to where it is. */
    private static void repairLinks() throws IOException {
        if (!Boolean.getBoolean("cloze.update")) {
            return;
        }
        Map<String, List<Path>> types = types();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Files.writeString(
                    page, LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(repaired(link, page, types))));
        }
    }

    private static String repaired(MatchResult link, Path page, Map<String, List<Path>> types) {
        String target = link.group(2);
        String type = target.substring(target.lastIndexOf('/') + 1).replace(".java", "");
        List<Path> found = types.getOrDefault(type, List.of());
        boolean isLost = target.endsWith(".java") && !Files.exists(page.resolveSibling(target));
        if (!isLost || found.size() != 1) {
            return link.group();
        }
        Path folder = page.toAbsolutePath().getParent();
        Path file = folder.relativize(found.get(0).toAbsolutePath().normalize());
        return "[%s](%s)".formatted(link.group(1), file);
    }

    private static boolean leadsTo(Path target, String heading) throws IOException {
        if (heading == null) {
            return Files.exists(target);
        }
        return Files.exists(target)
                && Files.readString(target)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .anyMatch(line -> anchor(line).equals(heading));
    }

    /** The name a repository's page gives a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static boolean exists(String code, Map<String, List<Path>> types, Config defaults) throws IOException {
        if (NAME_IN_CLOZE.matcher(code).matches()) {
            String path = code.replace('.', '/');
            return MAIN.stream()
                            .anyMatch(root ->
                                    Files.exists(root.resolve(path)) || Files.exists(root.resolve(path + ".java")))
                    || SYSTEM_PROPERTIES.contains(code);
        }
        Matcher type = TYPE.matcher(code);
        if (type.matches()) {
            String member = type.group(2);
            for (Path file : types.getOrDefault(type.group(1), List.of())) {
                if (member == null || Files.readString(file).matches("(?s).*\\b" + member + "\\b.*")) {
                    return true;
                }
            }
            return false;
        }
        boolean isKey = KEY.matcher(code).matches()
                && defaults.root().get(code.substring(0, code.indexOf('.'))) instanceof ConfigObject;
        return !isKey || defaults.hasPathOrNull(code);
    }

    /** The files of each class, those of tests included, by its simple name. */
    private static Map<String, List<Path>> types() throws IOException {
        Map<String, List<Path>> types = new TreeMap<>();
        for (Path root : Stream.concat(MAIN.stream(), TESTS.stream()).toList()) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> types.computeIfAbsent(
                                file.getFileName().toString().replace(".java", ""), name -> new ArrayList<>())
                        .add(file));
            }
        }
        return types;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> decisions = Files.list(Path.of("decisions"))) {
            return Stream.concat(Stream.of(PAGE), decisions.sorted()).toList();
        }
    }

    /** The first heading, without its number. */
    private static String title(Path decision) throws IOException {
        return Files.readString(decision).lines().findFirst().orElseThrow().replaceFirst("# \\d+\\. ", "");
    }

    private static List<String> packagesIn(String parent) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path root : MAIN) {
            if (Files.isDirectory(root.resolve(parent))) {
                try (Stream<Path> entries = Files.list(root.resolve(parent))) {
                    entries.filter(Files::isDirectory)
                            .forEach(entry -> names.add(entry.getFileName().toString()));
                }
            }
        }
        return names;
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
