package cloze.provenance;

import org.apache.hadoop.fs.Path;

/**
 * Work that a run has completed, but whose result a limit of the configuration refused. It needs no repetition when the
 * limit is relaxed.
 *
 * @param folder where it is
 * @param claim the run that did the work, as its folder is marked
 * @param manifest the manifest it would have been published with
 */
public record KeptWork(Path folder, Claim claim, Manifest manifest) {}
