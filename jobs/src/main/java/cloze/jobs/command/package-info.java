/**
 * The command line: arguments, help, Spark session, output folder and exit codes. Only this package opens a session or
 * ends the process.
 */
package cloze.jobs.command;
