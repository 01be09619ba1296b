/**
 * A small generated language whose every probability is known: {@code talez1.conf} in the resources.
 *
 * <p>{@link cloze.corpus.stories.StoryLanguage} is the language as a value: words, frames, probabilities. {@link cloze.corpus.stories.Story}
 * is one document: what was drawn, and the words that follow from it. {@link cloze.corpus.stories.StoryTeller} draws. The teller asks the
 * language for the very distributions an exact predictor sums over, so the two cannot part ways.
 */
package cloze.corpus.stories;
