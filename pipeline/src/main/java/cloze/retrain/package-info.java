/** The next version of a model that goes on learning: new documents, training, comparison with the champion, publication in a registry. */
package cloze.retrain;
