/**
 * Reads the records of {@link cloze.config} from HOCON: layers, faults with their locations, and the reference of all
 * keys.
 */
package cloze.config.hocon;
