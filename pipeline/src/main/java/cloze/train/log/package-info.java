/** What a run has done so far: one row per round, one row per measurement on held-out examples. */
package cloze.train.log;
