package cloze.config.hocon;

import java.util.Locale;

/** Converts the name of a record component to its key in a configuration file. */
public final class KeyName {
    private KeyName() {}

    /** Converts, for example, {@code trainBatchSize} to {@code train-batch-size}. */
    public static String of(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
