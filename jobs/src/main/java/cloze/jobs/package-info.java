/**
 * One thin class per job: the sections of the configuration it reads, a plan for dry runs, and a call into the library.
 */
package cloze.jobs;
