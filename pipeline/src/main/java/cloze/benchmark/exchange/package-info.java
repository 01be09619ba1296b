/**
 * Measures the exchange of states between executors without training: rounds of the real trainers, whose workers sleep
 * instead of fitting, and add numbers whose mean is known. A run therefore proves the exchange as well.
 */
package cloze.benchmark.exchange;
