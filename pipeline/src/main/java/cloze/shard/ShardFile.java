package cloze.shard;

import java.io.Serializable;

/**
 * One file of a shard set.
 *
 * @param name its name within the set's folder
 * @param bin the length bin of its examples, from 0
 * @param examples how many it holds
 */
public record ShardFile(String name, int bin, long examples) implements Serializable {}
