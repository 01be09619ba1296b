/** The provenance of every artifact: its manifest, the fingerprint of its inputs, and the claim on its folder. */
package cloze.provenance;
