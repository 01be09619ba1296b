/** Counter-based random draws, keyed by the seed, a purpose and the identity of a row. */
package cloze.random;
