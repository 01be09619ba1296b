/** Opens and describes what runs leave behind: prepared examples, models, evaluations, and what each of them tells of the others. */
package cloze.artifact;
