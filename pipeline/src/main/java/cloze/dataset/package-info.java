/** The contracts between stages: column names, types and meanings, each in one place. */
package cloze.dataset;
