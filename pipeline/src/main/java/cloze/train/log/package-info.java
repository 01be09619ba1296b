/** The history of a run: one row per round, and one row per measurement on held-out examples. */
package cloze.train.log;
