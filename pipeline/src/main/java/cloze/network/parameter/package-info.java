/** Which parameters a network has, where each lies in the flat array, and how each is initialised. */
package cloze.network.parameter;
