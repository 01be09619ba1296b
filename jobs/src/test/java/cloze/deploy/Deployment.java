package cloze.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of {@code deploy/} and {@code conf/} as tests read them. */
final class Deployment {
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private Deployment() {}

    static Path file(String name) {
        return HOME.resolve(name);
    }

    static String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    static List<Object> yaml(String name) throws IOException {
        return documents(text(name));
    }

    static List<Object> documents(String text) {
        return Stream.of(new Yaml(new SafeConstructor(new LoaderOptions()))
                        .loadAll(text)
                        .iterator())
                .flatMap(documents -> {
                    Stream.Builder<Object> all = Stream.builder();
                    documents.forEachRemaining(all);
                    return all.build();
                })
                .toList();
    }

    /** What stands at {@code path}, names of fields with dots between them. */
    static Object at(Object node, String path) {
        Object found = node;
        for (String name : path.split("\\.", -1)) {
            found = ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    /** Spark properties of a file, {@code key value} lines as well as {@code key=value}. */
    static Map<String, String> properties(String name) throws IOException {
        var read = new java.util.Properties();
        try (var in = Files.newBufferedReader(file(name))) {
            read.load(in);
        }
        Map<String, String> properties = new LinkedHashMap<>();
        read.stringPropertyNames().stream().sorted().forEach(key -> properties.put(key, read.getProperty(key)));
        return properties;
    }

    /** What deploy/java-options.sh gives every process; threads are this machine's own, if they are said at all. */
    static List<String> javaOptions() throws IOException, InterruptedException {
        Shell options = Shell.run(
                Map.of("home", HOME.toString()),
                "bash",
                "-c",
                "source \"$home/deploy/java-options.sh\" && printf '%s\\n' \"${java_options[@]}\"");
        return options.output()
                .lines()
                .filter(option -> !option.startsWith("-Dcloze.threads="))
                .toList();
    }
}
