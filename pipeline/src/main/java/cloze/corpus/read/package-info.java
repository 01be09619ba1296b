/** Reads one range of one file: unpacks it, finds where documents begin and end, and gives each as text or the reason why it was rejected. */
package cloze.corpus.read;
