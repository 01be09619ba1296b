package cloze.jobs.command;

import cloze.provenance.OutputFolder.Existing;

/**
 * How a run was asked for, beside its configuration.
 *
 * @param existing what to do with an output that is already there
 * @param console where progress goes
 * @param command what a user typed behind the script's name to get here
 */
public record RunOptions(Existing existing, Console console, String command) {}
