package cloze.tracking;

import cloze.config.TrackingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Where lineage events go. */
@FunctionalInterface
interface LineageReceiver {
    /** The path that OpenLineage's clients and Marquez agree on. */
    String ENDPOINT = "/api/v1/lineage";

    /** Receives one event, a line of JSON. */
    void accept(String event) throws IOException;

    /**
     * Returns the receiver that {@code address} names: a server with OpenLineage's interface, such as Marquez, or else
     * a local file that events are appended to.
     *
     * @param authorization value of the Authorization header for a server
     */
    static LineageReceiver at(String address, Optional<String> authorization) {
        if (TrackingConfig.isServer(address)) {
            var server = new TrackingServer(address, authorization);
            return event -> server.post(ENDPOINT, event);
        }
        return new Appended(Path.of(address));
    }

    /**
     * A file with one event per line.
     *
     * @param file is made, with its folders, if it is not there
     */
    record Appended(Path file) implements LineageReceiver {
        @Override
        public void accept(String event) throws IOException {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.write(file, List.of(event), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
