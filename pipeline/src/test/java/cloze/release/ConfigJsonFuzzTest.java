package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.NetworkConfig;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

class ConfigJsonFuzzTest {
    /** A network that is read is written in a way that is read as the same network. */
    @FuzzTest
    void network(byte[] content) throws Exception {
        Optional<NetworkConfig> network = Untrusted.read(content, () -> PublishedConfig.network(content, "content"));
        if (network.isPresent()) {
            byte[] written =
                    UntrustedJson.pretty(PublishedConfig.json(network.get(), 0)).getBytes(StandardCharsets.UTF_8);
            assertThat(PublishedConfig.network(written, "written")).isEqualTo(network.get());
        }
    }
}
