/**
 * Takes documents out of a registry as if it had never seen them: nights since the first that saw one are replayed without them, and
 * replace what was there.
 */
package cloze.forget;
