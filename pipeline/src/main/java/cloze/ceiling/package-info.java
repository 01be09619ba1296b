/**
 * What the best possible reader of a generated language achieves: exact posteriors, by enumeration, of the masked words
 * and of the next-sentence label, given the corrupted input that the network sees. No model can be better on average. A
 * higher score therefore means a leak, and a much lower one that something is left to learn.
 */
package cloze.ceiling;
