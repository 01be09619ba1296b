/** Reads values by name: the fields of JSON lines and the columns of Parquet rows. */
package cloze.input.field;
