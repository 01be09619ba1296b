package cloze.train;

import cloze.config.TrainingConfig;
import cloze.config.hocon.ConfigLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The training section of a run in which only the keys a test is about are set. */
public final class TrainingSettings {
    private TrainingSettings() {}

    /** The defaults with {@code settings}, each {@code key=value} below {@code training}. */
    public static TrainingConfig of(String... settings) {
        List<String> overrides =
                Arrays.stream(settings).map(setting -> "training." + setting).toList();
        return ConfigLoader.load(Optional.empty(), overrides).training();
    }

    /** The setting of {@code key} to {@code value}, as it is written in a file. */
    public static String setting(String key, Enum<?> value) {
        return key + "=" + value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String[] joined(String[] first, String... more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
    }
}
