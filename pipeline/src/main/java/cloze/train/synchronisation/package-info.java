/**
 * What becomes of the workers' states between two rounds: the mean of the weights or a step of an outer optimiser along it, moments averaged or
 * kept by each worker. {@link Synchronisation} is the interface; nothing here knows how states travel.
 */
package cloze.train.synchronisation;
