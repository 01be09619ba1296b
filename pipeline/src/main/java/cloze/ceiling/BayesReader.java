package cloze.ceiling;

import cloze.dataset.Task;
import cloze.error.ContractViolationException;
import cloze.shard.MaskedExample;
import cloze.vocabulary.SpecialIds;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads examples as the best possible reader: it knows the language, how pairs are drawn and how words are masked, and
 * sees what the network sees. Exact: it sums over every story. Not thread-safe. Takes about 0.06 ms of a core per
 * example of the language talez1.
 */
public final class BayesReader {
    /** Share of windows whose second sentence comes from another document. */
    private static final double RANDOM_PRIOR = 0.5;

    private static final int NO_WORD = -1;

    private final SpecialIds specials;
    private final MaskNoise noise;
    private final SentenceEvidence first;
    private final SentenceEvidence second;
    private final SentenceEvidence none;
    private final WindowEvidence both;
    private final WindowEvidence firstAlone;
    private final WindowEvidence secondAlone;
    private final double[] ifNext;
    private final double[] ifRandom;
    private final double[] mixed;

    BayesReader(StoryTables tables, MaskNoise noise, SpecialIds specials) {
        this.specials = specials;
        this.noise = noise;
        first = new SentenceEvidence(tables, noise.gain());
        second = new SentenceEvidence(tables, noise.gain());
        none = new SentenceEvidence(tables, noise.gain()).absent();
        both = new WindowEvidence(tables, noise.gain());
        firstAlone = new WindowEvidence(tables, noise.gain());
        secondAlone = new WindowEvidence(tables, noise.gain());
        ifNext = new double[specials.vocabularySize()];
        ifRandom = new double[specials.vocabularySize()];
        mixed = new double[specials.vocabularySize()];
    }

    /**
     * Computes the best answers to {@code example}, laid out as [CLS] A [SEP] B [SEP].
     *
     * @throws ContractViolationException if no story has sentences of these lengths
     */
    public BayesAnswers read(MaskedExample example) {
        int startOfB = startOfB(example);
        int[] input = bare(example.inputIds());
        first.read(input, 1, startOfB - 1);
        second.read(input, startOfB, input.length - 1);
        both.read(first, second);
        firstAlone.read(first, none);
        secondAlone.read(none, second);
        double randomProbability = randomProbability(example);
        List<ReaderGuess> guesses = new ArrayList<>();
        List<ReaderGuess> own = new ArrayList<>();
        List<ReaderGuess> told = new ArrayList<>();
        for (int i = 0; i < example.maskedPositions().length; i++) {
            int position = example.maskedPositions()[i];
            int original = example.maskedIds()[i];
            readWord(position, startOfB);
            for (int id = 0; id < mixed.length; id++) {
                mixed[id] = (1 - randomProbability) * ifNext[id] + randomProbability * ifRandom[id];
            }
            for (double[] words : List.of(mixed, ifNext, ifRandom)) {
                knowSelected(words, input[position]);
            }
            guesses.add(ReaderGuess.of(mixed, original));
            // A sentence of another document carries no information, which leaves the position's own sentence.
            own.add(ReaderGuess.of(ifRandom, original));
            told.add(ReaderGuess.of(example.label(Task.NEXT_SENTENCE) == 1 ? ifRandom : ifNext, original));
        }
        return new BayesAnswers(randomProbability, guesses, own, told);
    }

    private double randomProbability(MaskedExample example) {
        double next = (1 - RANDOM_PRIOR) * both.total();
        double random = RANDOM_PRIOR * firstAlone.total() * secondAlone.total();
        if (next + random == 0) {
            throw new ContractViolationException(
                    "Example %s: %d tokens in segments that begin at 0 and %d, which no sentences of the generated language add up to; were these examples prepared from another corpus?"
                            .formatted(example.exampleId(), example.length(), startOfB(example)));
        }
        return random / (next + random);
    }

    /** Computes the posterior of the word at {@code position} under each label. */
    private void readWord(int position, int startOfB) {
        if (position < startOfB) {
            both.wordOfFirst(position - 1, ifNext);
            firstAlone.wordOfFirst(position - 1, ifRandom);
        } else {
            both.wordOfSecond(position - startOfB, ifNext);
            secondAlone.wordOfSecond(position - startOfB, ifRandom);
        }
    }

    private static int startOfB(MaskedExample example) {
        int start = 0;
        while (start < example.length() && example.segmentIds()[start] == 0) {
            start++;
        }
        return start;
    }

    /** Maps special ids, which may replace a word, to an id that matches no word. */
    private int[] bare(int[] input) {
        int[] words = new int[input.length];
        for (int i = 0; i < input.length; i++) {
            words[i] = specials.contains(input[i]) ? NO_WORD : input[i];
        }
        return words;
    }

    /** Accounts for the fact that the position was selected, which makes a random replacement more probable. */
    private void knowSelected(double[] words, int standing) {
        if (standing == NO_WORD) {
            return;
        }
        double kept = words[standing] * (1 + noise.selectedGain()) / (1 + noise.gain());
        double sum = 1 - words[standing] + kept;
        words[standing] = kept;
        for (int id = 0; id < words.length; id++) {
            words[id] /= sum;
        }
    }
}
