package cloze.pair;

import cloze.dataset.ExampleId;

/**
 * An example that still needs a segment B from another document.
 *
 * @param example id of the example
 * @param a tokens of segment A
 * @param dropped number of tokens already truncated from A
 * @param targetLength number of tokens that B should reach
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(ExampleId example, int[] a, int dropped, int targetLength) {}
