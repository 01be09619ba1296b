/**
 * What prepared examples are like: one table per question, and gates that refuse examples nobody should train on. Each dataset is read
 * once: {@link cloze.quality.ExampleQuality} adds up mergeable totals where the rows are. {@link cloze.quality.Gates} knows tables only.
 */
package cloze.quality;
