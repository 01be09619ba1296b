/** {@link cloze.dataset.Documents} -> {@link cloze.dataset.Sentences}. */
package cloze.sentence;
