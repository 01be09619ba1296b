/** Measures a model on examples, on executors, with states that merge: the reference's four metrics, baselines, intervals. */
package cloze.evaluate;
