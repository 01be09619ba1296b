package cloze.config.hocon;

import java.util.Locale;

/** What a record's component is called in a configuration file. */
public final class KeyName {
    private KeyName() {}

    /** {@code trainBatchSize} as {@code train-batch-size}. */
    public static String of(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
