/** Stores small tables and text files on any Hadoop file system, and lists the files that a path stands for. */
package cloze.table;
