package cloze.evaluate;

import cloze.ceiling.BayesAnswers;
import cloze.ceiling.ReaderGuess;
import cloze.config.SliceKind;
import cloze.corpus.stories.WordClass;
import cloze.dataset.Task;
import cloze.shard.MaskedExample;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Assigns answers to slices.
 *
 * @param kinds the properties to consider
 * @param deciles frequency group of each piece
 * @param classes word class of each piece
 * @param mask id of [MASK]
 */
record Slicing(List<SliceKind> kinds, FrequencyDeciles deciles, PieceClasses classes, int mask)
        implements Serializable {
    /** Above this probability an answer is likelier than all others together, so the input determines the word. */
    private static final double TELLING = 0.5;

    Slicing {
        kinds = List.copyOf(kinds);
    }

    /** Returns the slices of masked position {@code index}. */
    List<Slice> ofPosition(MaskedExample example, int index, Optional<BayesAnswers> answers) {
        List<Slice> slices = new ArrayList<>();
        for (SliceKind kind : kinds) {
            of(kind, example, index, answers).ifPresent(slices::add);
        }
        return slices;
    }

    /** Returns the slices of the pair as a whole. Its masked positions belong to them too. */
    List<Slice> ofPair(MaskedExample example) {
        return kinds.stream()
                .filter(SliceKind::isOfPair)
                .map(kind -> kind == SliceKind.LENGTH ? length(example) : label(example))
                .toList();
    }

    private Optional<Slice> of(SliceKind kind, MaskedExample example, int index, Optional<BayesAnswers> answers) {
        int original = example.maskedIds()[index];
        int position = example.maskedPositions()[index];
        return switch (kind) {
            case FREQUENCY -> Optional.of(frequency(original));
            case WORD_CLASS -> classes.of(original).map(Slicing::wordClass);
            case STANDING -> Optional.of(standing(example.inputIds()[position], original));
            case POSITION -> Optional.of(Slice.range(kind, position));
            case LENGTH -> Optional.of(length(example));
            case SENTENCE -> answers.map(best -> sentence(best, index));
            case PAIR -> Optional.of(label(example));
        };
    }

    private Slice frequency(int original) {
        int decile = deciles.decile(original);
        return new Slice(SliceKind.FREQUENCY, decile, "decile " + decile);
    }

    private static Slice wordClass(WordClass wordClass) {
        return new Slice(SliceKind.WORD_CLASS, List.of(WordClass.values()).indexOf(wordClass), wordClass.toString());
    }

    /**
     * Returns the slice by the piece at the masked position. A random draw may yield the original piece, which then
     * counts as kept.
     */
    private Slice standing(int standing, int original) {
        if (standing == mask) {
            return new Slice(SliceKind.STANDING, 0, "[MASK]");
        }
        return standing == original
                ? new Slice(SliceKind.STANDING, 1, "kept")
                : new Slice(SliceKind.STANDING, 2, "random");
    }

    /**
     * Determines the slice by the best reader's view of the input, not by the hidden word. Otherwise a slice would
     * contain exactly what that reader gets right, or wrong.
     */
    private static Slice sentence(BayesAnswers best, int index) {
        ReaderGuess both = best.bothSentences().get(index);
        if (both.confidence() <= TELLING) {
            return new Slice(SliceKind.SENTENCE, 2, "neither tells");
        }
        return best.ownSentence().get(index).answer() == both.answer()
                ? new Slice(SliceKind.SENTENCE, 0, "own sentence tells")
                : new Slice(SliceKind.SENTENCE, 1, "other sentence needed");
    }

    private static Slice length(MaskedExample example) {
        return Slice.range(SliceKind.LENGTH, example.length());
    }

    private static Slice label(MaskedExample example) {
        return example.label(Task.NEXT_SENTENCE) == 1
                ? new Slice(SliceKind.PAIR, 1, "random")
                : new Slice(SliceKind.PAIR, 0, "next");
    }
}
