/** Personal data in a text, in plain Java. */
package cloze.curate.personal;
