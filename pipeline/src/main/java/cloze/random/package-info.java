/** The generator that belongs to a row: every draw is keyed by seed, purpose and the row's own identity. */
package cloze.random;
