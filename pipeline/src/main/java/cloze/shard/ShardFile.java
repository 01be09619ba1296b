package cloze.shard;

import java.io.Serializable;

/**
 * One file of a shard set.
 *
 * @param name its name within the folder of the set
 * @param bin the length bin of its examples, from 0
 * @param examples number of examples in it
 */
public record ShardFile(String name, int bin, long examples) implements Serializable {}
