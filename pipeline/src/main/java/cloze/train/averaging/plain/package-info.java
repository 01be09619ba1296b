/** Rounds through Spark's own collections: to the bit what the package dl4j gives, and the way out should that trainer cease to load. */
package cloze.train.averaging.plain;
