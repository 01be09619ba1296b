/** What every artifact says of itself: the manifest, the fingerprint of what went in, the folder that is claimed once. */
package cloze.provenance;
