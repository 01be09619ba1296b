package cloze.corpus;

import java.util.List;

/**
 * One file of the corpus as it was listed.
 *
 * @param path fully qualified, with its scheme
 * @param length bytes, compressed ones if the file is compressed
 * @param modifiedMillis time of the last change, milliseconds since 1970; 0 where the file system knows none
 * @param weight how often each of its training documents counts
 * @param blocks where its bytes lie, in order; empty where that does not matter
 */
public record CorpusFile(String path, long length, long modifiedMillis, double weight, List<Block> blocks) {
    public CorpusFile {
        blocks = List.copyOf(blocks);
    }

    /**
     * Consecutive bytes that lie on the same machines.
     *
     * @param end offset behind the last of them
     * @param hosts names of the machines
     */
    public record Block(long end, List<String> hosts) {
        public Block {
            hosts = List.copyOf(hosts);
        }
    }

    /** The machines that hold the byte at {@code offset}; empty if any machine is as good. */
    List<String> hostsAt(long offset) {
        for (Block block : blocks) {
            if (offset < block.end()) {
                return block.hosts();
            }
        }
        return List.of();
    }
}
