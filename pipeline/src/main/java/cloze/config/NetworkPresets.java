package cloze.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.SortedSet;
import java.util.TreeSet;

/** The published network sizes, as values of network.preset. */
public final class NetworkPresets {
    private NetworkPresets() {}

    /** Returns the names of the presets. */
    public static SortedSet<String> names() {
        return new TreeSet<>(all().root().keySet());
    }

    /**
     * Returns {@code network} in the size of preset {@code name}, one of {@link #names}, for a vocabulary of
     * {@code pieces}.
     */
    public static NetworkConfig of(String name, NetworkConfig network, int pieces) {
        Config size = all().getConfig(name);
        return network.transformer(
                        size.getInt("hidden-size"),
                        size.getInt("num-hidden-layers"),
                        size.getInt("num-attention-heads"),
                        size.getInt("intermediate-size"))
                .withVocabSize(pieces);
    }

    /** Returns the keys of each preset under its name. */
    public static Config all() {
        return ConfigFactory.parseResources(
                NetworkPresets.class,
                "presets.conf",
                ConfigParseOptions.defaults().setAllowMissing(false));
    }
}
