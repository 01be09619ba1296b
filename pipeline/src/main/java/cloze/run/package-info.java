/** Runs a step into its output folder: fingerprint, claim, work, manifest. A complete output is not recomputed. */
package cloze.run;
