package cloze.input;

import cloze.table.StoredPath;
import java.util.List;

/**
 * One file of an input as listed.
 *
 * @param path fully qualified, including the scheme
 * @param length in bytes; of a compressed file, its compressed length
 * @param modifiedMillis modification time in milliseconds since 1970; 0 if the file system has none
 * @param weight of the input that it belongs to: how often each of its training documents is used, on average; 1 unless given
 * @param blocks where its bytes are stored, in order; empty if location does not matter
 */
public record InputFile(String path, long length, long modifiedMillis, double weight, List<Block> blocks) {
    public InputFile {
        blocks = List.copyOf(blocks);
    }

    /** Returns the last part of the path. */
    public String name() {
        return StoredPath.of(path).getName();
    }

    /**
     * Consecutive bytes stored on the same machines.
     *
     * @param end offset after the last byte
     * @param hosts names of the machines
     */
    public record Block(long end, List<String> hosts) {
        public Block {
            hosts = List.copyOf(hosts);
        }
    }

    /** Returns the machines that store the byte at {@code offset}; empty if none is preferred. */
    List<String> hostsAt(long offset) {
        for (Block block : blocks) {
            if (offset < block.end()) {
                return block.hosts();
            }
        }
        return List.of();
    }
}
