package cloze.shard;

import java.io.Serializable;

/**
 * One file of a shard set.
 *
 * @param name its name within the set's folder
 * @param examples how many it holds
 */
public record ShardFile(String name, long examples) implements Serializable {}
