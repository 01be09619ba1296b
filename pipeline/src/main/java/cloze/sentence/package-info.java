/** Splits {@link cloze.dataset.Documents} into {@link cloze.dataset.Sentences}. */
package cloze.sentence;
