/**
 * Drawings of a few kinds, as SVG that is read without colour: series differ by marker and dash and are named where they end. Lengths are pixels of
 * a drawing 400 wide.
 */
package cloze.report.chart;
