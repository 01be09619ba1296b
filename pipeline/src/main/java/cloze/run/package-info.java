/** One run of a step into its output folder: fingerprint, claim, work, manifest. A complete output is not made again. */
package cloze.run;
