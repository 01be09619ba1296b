package cloze.config.hocon;

import cloze.config.GivenKeys;
import cloze.config.NetworkPresets;
import cloze.config.RunConfig;
import cloze.config.Variant;
import cloze.error.InvalidConfigException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads the configuration of a run from layers, in descending priority: {@code --set} overrides, the file, the network
 * preset that either of them names, values implied by the objective of the examples, the defaults in the jar. A variant
 * of the experiment, and the preset it names, take priority over all of these. Then reads the result and reports every
 * fault in one message.
 */
public final class ConfigLoader {
    private static final String PRESET = "network.preset";
    private static final String OBJECTIVE = "examples.objective";
    private static final String VARIANTS = "experiment.variants";

    private ConfigLoader() {}

    /** Returns the defaults, with their comments. */
    public static Config defaults() {
        return ConfigFactory.parseResources(
                RunConfig.class, "defaults.conf", ConfigParseOptions.defaults().setAllowMissing(false));
    }

    /**
     * Loads {@code file}, if given, and the {@code overrides}, each of the form {@code key=value}; see {@link SetOption}.
     *
     * @throws InvalidConfigException with every fault found
     */
    public static RunConfig load(Optional<Path> file, List<String> overrides) {
        try {
            return loadLayers(file, overrides);
        } catch (StackOverflowError e) {
            // The parser calls itself for each level.
            throw new InvalidConfigException(
                    List.of(
                            "the configuration is nested too deeply: no key has more than 5 levels; look for brackets that are never closed"));
        }
    }

    private static RunConfig loadLayers(Optional<Path> file, List<String> overrides) {
        List<String> problems = new ArrayList<>();
        Config given = overrides(overrides, problems).withFallback(file(file, problems));
        Config resolved = resolve(given.withFallback(defaults()), problems);
        Config preset = preset(resolved, problems);
        Config merged = resolve(
                given.withFallback(preset).withFallback(objective(resolved)).withFallback(defaults()), problems);
        Set<String> keys = keys(given.root(), "");
        if (keys.contains(PRESET)) {
            keys.addAll(keys(preset.root(), ""));
        }
        return read(merged, keys, problems);
    }

    /** Returns the values that the objective of the examples implies: pairs of one kind have no next-sentence loss. */
    private static Config objective(Config config) {
        boolean isMaskedLmOnly = config.hasPath(OBJECTIVE)
                && config.getValue(OBJECTIVE)
                        .unwrapped()
                        .toString()
                        .replace('_', '-')
                        .equals("mlm-only");
        return isMaskedLmOnly ? ConfigFactory.parseString("training.next-sentence-weight = 0") : ConfigFactory.empty();
    }

    /** Returns the network keys of the preset that {@code config} names; empty if it names none or an unknown one. */
    private static Config preset(Config config, List<String> problems) {
        if (!config.hasPath(PRESET)) {
            return ConfigFactory.empty();
        }
        Config presets = NetworkPresets.all();
        String name = config.getValue(PRESET).unwrapped().toString();
        if (!presets.root().containsKey(name)) {
            problems.add(
                    "%s = %s: must be one of %s".formatted(PRESET, name, String.join(", ", NetworkPresets.names())));
            return ConfigFactory.empty();
        }
        return presets.getConfig(name).atPath("network");
    }

    private static Config overrides(List<String> overrides, List<String> problems) {
        Config all = ConfigFactory.empty();
        for (String override : overrides) {
            var option = new SetOption(override);
            try {
                all = option.parse().withFallback(all);
            } catch (ConfigException e) {
                problems.add("--set %s: must be key=value in HOCON".formatted(option.firstLine()));
            }
        }
        return all;
    }

    private static Config file(Optional<Path> file, List<String> problems) {
        if (file.isEmpty()) {
            return ConfigFactory.empty();
        }
        Path path = file.get();
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            problems.add("--conf %s: no such readable file".formatted(path));
            return ConfigFactory.empty();
        }
        try {
            return ConfigFactory.parseFile(path.toFile());
        } catch (ConfigException e) {
            problems.add("--conf %s: not HOCON: %s".formatted(path, e.getMessage()));
            return ConfigFactory.empty();
        }
    }

    private static Config resolve(Config layered, List<String> problems) {
        try {
            return layered.resolve();
        } catch (ConfigException e) {
            problems.add("a substitution has no value: " + e.getMessage());
            throw new InvalidConfigException(problems);
        }
    }

    /**
     * Returns the paths of all keys of {@code node}. Their values are not read, because a substitution is not resolved
     * yet.
     */
    private static Set<String> keys(ConfigObject node, String path) {
        Set<String> keys = new HashSet<>();
        node.forEach((key, value) -> {
            String full = path.isEmpty() ? key : path + "." + key;
            keys.add(full);
            if (value instanceof ConfigObject section) {
                keys.addAll(keys(section, full));
            }
        });
        return keys;
    }

    /** Reads the variants first, because they override the sections. */
    private static RunConfig read(Config merged, Set<String> given, List<String> problems) {
        Config defaults = defaults().resolve();
        var ofVariants = new RecordReader(defaults);
        List<Variant> variants = variants(merged, ofVariants);
        // Remove the two keys that are not components: preset is a layer, and variants have been read.
        Config plain = merged.withoutPath(PRESET).withoutPath(VARIANTS);
        var reader = new RecordReader(defaults, Map.of(VARIANTS, variants, "given", new GivenKeys(given)));
        Optional<RunConfig> config = reader.read(RunConfig.class, plain, "");
        problems.addAll(Secrets.problems(plain));
        problems.addAll(ofVariants.problems());
        problems.addAll(reader.problems());
        if (config.isPresent() && problems.isEmpty()) {
            return config.get();
        }
        throw new InvalidConfigException(problems.stream()
                .distinct()
                .map(problem -> located(Secrets.masked(problem), merged))
                .toList());
    }

    private static List<Variant> variants(Config merged, RecordReader reader) {
        ConfigValue value = RecordReader.valueAt(merged, VARIANTS);
        boolean areObjects =
                value instanceof ConfigList given && given.stream().allMatch(ConfigObject.class::isInstance);
        if (!areObjects) {
            reader.problems()
                    .add("%s = %s: must be a list of objects with a name".formatted(VARIANTS, value.unwrapped()));
            return List.of();
        }
        var list = (ConfigList) value;
        if (list.isEmpty()) {
            reader.problems().add(VARIANTS + " = []: must name at least one variant");
        }
        Config sections = Stream.of("corpus", "curate", "examples", "network", "training")
                .map(merged::withOnlyPath)
                .reduce(Config::withFallback)
                .orElseThrow();
        List<Variant> variants = new ArrayList<>();
        for (ConfigValue element : list) {
            Config variant = ((ConfigObject) element).toConfig();
            Config overridden = variant.withFallback(preset(variant, reader.problems()))
                    .withFallback(objective(variant))
                    .withFallback(sections)
                    .withoutPath(PRESET);
            reader.read(Variant.class, overridden, "").ifPresent(variants::add);
        }
        return variants;
    }

    /** Adds the file and line where a key was set, unless it comes from the jar. */
    private static String located(String problem, Config merged) {
        String key = problem.split(" = ", 2)[0];
        if (key.contains(" ") || !isPath(key) || !merged.hasPath(key)) {
            return problem;
        }
        String origin = merged.getValue(key).origin().description();
        if (Secrets.isHidden(problem)) {
            return problem;
        }
        return origin.contains("defaults.conf") || origin.contains("presets.conf")
                ? problem
                : problem + "  [" + origin + "]";
    }

    /** Returns whether HOCON reads {@code key} as a path; a key between quotation marks may hold anything. */
    private static boolean isPath(String key) {
        try {
            return !ConfigUtil.splitPath(key).isEmpty();
        } catch (ConfigException e) {
            return false;
        }
    }
}
