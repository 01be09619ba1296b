/**
 * A few kinds of charts, as SVG that can be read without colour: series differ in marker and dash pattern, and lines
 * are labelled at their ends. Lengths are in pixels of a drawing 400 pixels wide.
 */
package cloze.report.chart;
