/**
 * One thin class per job, and what they share: arguments, the Spark session, the output folder, exit codes. Only this package opens a session, reads the
 * environment or ends the process.
 */
package cloze.jobs;
