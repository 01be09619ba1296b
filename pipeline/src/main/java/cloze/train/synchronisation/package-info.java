/**
 * Combines the workers' states between two rounds: parameters become the mean of the weights or an outer optimiser's
 * step towards it, and moments are averaged or kept by each worker. {@link Synchronisation} is the interface. Nothing
 * here knows how states travel.
 */
package cloze.train.synchronisation;
