package cloze.release.registry;

import cloze.error.CorruptArtifactException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/**
 * The holder of a lease and its term, stored in the lease's folder as owner.json.
 *
 * @param host name of the machine
 * @param process its id on that machine
 * @param token unique to the lease, even among those of one process
 * @param since by the clock of {@code host}
 * @param until by the clock of {@code host}
 */
record Grant(String host, long process, String token, Instant since, Instant until) {
    static final String FILE = "owner.json";

    private static final String HOST = "host";
    private static final String PROCESS = "process";
    private static final String TOKEN = "token";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Creates a grant for this process, with a new token. */
    static Grant between(Instant since, Instant until) {
        return new Grant(
                hostName(), ProcessHandle.current().pid(), UUID.randomUUID().toString(), since, until);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The name only informs the user; a machine without one can hold a lease, too.
            return "unknown host";
        }
    }

    Grant until(Instant end) {
        return new Grant(host, process, token, since, end);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** Describes holder, start and end for a message. */
    String shown() {
        return "process %d on %s (since %s, until %s)".formatted(process, host, since, until);
    }

    String json() {
        return node().toPrettyString() + "\n";
    }

    ObjectNode node() {
        return JSON.createObjectNode()
                .put(HOST, host)
                .put(PROCESS, process)
                .put(TOKEN, token)
                .put(SINCE, since.toString())
                .put(UNTIL, until.toString());
    }

    /**
     * @throws CorruptArtifactException if {@code text}, read from {@code origin}, is not a grant
     */
    static Grant parse(String text, Object origin) {
        try {
            return of(JSON.readTree(text));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new CorruptArtifactException(
                    "%s: expected the owner and the end of the lease, found something else. If no run is active, remove the folder that holds it"
                            .formatted(origin),
                    e);
        }
    }

    /**
     * @throws DateTimeException if {@code json} is not a grant
     */
    static Grant of(JsonNode json) {
        return new Grant(
                json.path(HOST).asText(),
                json.path(PROCESS).asLong(),
                json.path(TOKEN).asText(),
                Instant.parse(json.path(SINCE).asText()),
                Instant.parse(json.path(UNTIL).asText()));
    }
}
