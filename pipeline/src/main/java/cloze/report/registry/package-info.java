/** The page of a registry: every night, and why it was promoted or kept. */
package cloze.report.registry;
