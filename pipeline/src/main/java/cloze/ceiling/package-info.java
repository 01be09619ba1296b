/**
 * What the best possible reader of a generated language achieves: exact posteriors, by enumeration, of the hidden words and of the
 * next-sentence label, given the corrupted input that the network sees. No model can be better on average, so a score above means a leak and
 * a score far below something left to learn.
 */
package cloze.ceiling;
