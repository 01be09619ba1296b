/** Opens what runs leave behind: prepared examples, models, evaluations. Evaluates and exports models. */
package cloze.artifact;
