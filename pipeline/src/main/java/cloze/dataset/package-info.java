/** The contracts between stages: column names, types and meanings, each defined once. */
package cloze.dataset;
