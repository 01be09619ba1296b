/** The parameters of a network: names and shapes, position in the flat vector, and initialisation. */
package cloze.network.parameter;
