/** Small tables and text files on any Hadoop file system, and the files that a path stands for. */
package cloze.table;
