/** Opens the outputs of runs: prepared examples, models, evaluations. Evaluates and exports models. */
package cloze.artifact;
