/** The stage interface, and a chain of stages that is checked before data is read. */
package cloze.stage;
