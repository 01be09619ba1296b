/**
 * Immutable records, one per section of the configuration. All faults are reported at once, and unknown keys are
 * faults.
 */
package cloze.config;
