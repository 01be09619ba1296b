/** Near duplicates: shingles, MinHash, locality-sensitive hashing, connected components. */
package cloze.curate.duplicate;
