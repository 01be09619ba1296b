/** How fast the parts of the pipeline are on the machine at hand: one class per part, each giving rows of one table. */
package cloze.benchmark;
