/** One run of a step into its output folder: check, claim, work, manifest; done before with the same fingerprint, the earlier result. */
package cloze.run;
