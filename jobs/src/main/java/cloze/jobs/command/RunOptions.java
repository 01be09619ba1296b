package cloze.jobs.command;

import cloze.provenance.OutputFolder.Existing;

/**
 * The options of a run besides its configuration.
 *
 * @param existing what to do with an existing output
 * @param console receiver of progress
 * @param command what the user typed after the name of the script
 */
public record RunOptions(Existing existing, Console console, String command) {}
