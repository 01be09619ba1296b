package cloze.pair;

import cloze.dataset.ExampleId;

/**
 * An example that waits for a segment B of another document.
 *
 * @param example its id
 * @param a tokens of segment A
 * @param dropped how many tokens A has lost already
 * @param targetLength how many tokens B should reach
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(ExampleId example, int[] a, int dropped, int targetLength) {}
