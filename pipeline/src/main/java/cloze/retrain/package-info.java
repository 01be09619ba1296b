/** Retrains a model on new documents: comparison with the champion, publication in a registry, rollback. */
package cloze.retrain;
