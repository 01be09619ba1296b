/**
 * Small generated languages whose probabilities are all known: {@code talez1.conf} and {@code echoes.conf} in the
 * resources.
 *
 * <p>{@link cloze.corpus.stories.StoryLanguage} is a language as a value: words, frames, probabilities.
 * {@link cloze.corpus.stories.Story} is one document: the values drawn, and the words that follow from them.
 * {@link cloze.corpus.stories.StoryTeller} draws stories. It uses the same distributions that an exact predictor sums
 * over, so the two cannot diverge.
 */
package cloze.corpus.stories;
