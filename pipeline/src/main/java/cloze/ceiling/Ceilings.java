package cloze.ceiling;

import cloze.config.CorpusConfig;
import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.corpus.stories.Frame;
import cloze.corpus.stories.StoryLanguage;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The best possible answers to a set of examples, if they can be computed. Serializable, for use on executors. */
public final class Ceilings implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MISSING_SHOWN = 5;

    /** What a reader is built from; there is no source if ceilings are unknown. */
    private record Source(StoryTables tables, MaskNoise noise, SpecialIds specials) implements Serializable {}

    private final ArrayList<Source> sources = new ArrayList<>();
    private final ArrayList<String> obstacles;

    private Ceilings(List<String> obstacles) {
        this.obstacles = new ArrayList<>(obstacles);
    }

    /** Creates unknown ceilings, because of {@code obstacle}. */
    public static Ceilings unknown(String obstacle) {
        return new Ceilings(List.of(obstacle));
    }

    /** Creates the ceilings of examples prepared with these sections and {@code vocabulary}. */
    public static Ceilings of(CorpusConfig corpus, ExamplesConfig examples, Vocabulary vocabulary) {
        return StoryLanguage.of(corpus.generator().kind())
                .map(language -> of(language, examples, vocabulary))
                .orElseGet(() -> unknown("ceilings are known for corpus.generator.kind = stories or echoes"));
    }

    /** Creates the ceilings of examples in {@code language}. */
    static Ceilings of(StoryLanguage language, ExamplesConfig examples, Vocabulary vocabulary) {
        var ceilings = new Ceilings(obstacles(language, examples, vocabulary));
        if (ceilings.obstacles.isEmpty()) {
            SpecialIds specials = SpecialIds.of(vocabulary);
            ceilings.sources.add(
                    new Source(new StoryTables(language, vocabulary), MaskNoise.of(examples, specials), specials));
        }
        return ceilings;
    }

    private static List<String> obstacles(StoryLanguage language, ExamplesConfig examples, Vocabulary vocabulary) {
        List<String> obstacles = new ArrayList<>();
        if (examples.pairing() != Pairing.WINDOWS) {
            obstacles.add("examples.pairing is not windows");
        }
        if (examples.objective() != Objective.NSP) {
            obstacles.add("examples.objective is not nsp");
        }
        if (examples.maskSelection() != MaskSelection.INDEPENDENT) {
            obstacles.add("examples.mask-selection is not independent");
        }
        if (examples.doWholeWordMask()) {
            obstacles.add("examples.do-whole-word-mask is on");
        }
        int longest = StoryTables.WINDOW * longestSentence(language);
        if (longest > examples.maxPairTokens()) {
            obstacles.add("examples.max-seq-length = %d truncates pairs of up to %d tokens"
                    .formatted(examples.maxSeqLength(), longest + ExamplesConfig.SPECIALS_PER_EXAMPLE));
        }
        List<String> missing = language.vocabulary().stream()
                .filter(word -> vocabulary.id(word).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            obstacles.add("%d words are not a single piece of the vocabulary: %s%s"
                    .formatted(
                            missing.size(),
                            String.join(", ", missing.subList(0, Math.min(missing.size(), MISSING_SHOWN))),
                            missing.size() > MISSING_SHOWN ? ", ..." : ""));
        }
        return obstacles;
    }

    private static int longestSentence(StoryLanguage language) {
        return language.frames().values().stream()
                .map(Frame::parts)
                .mapToInt(List::size)
                .max()
                .orElse(0);
    }

    /** Returns why ceilings are unknown; empty if they are known. */
    public List<String> obstacles() {
        return List.copyOf(obstacles);
    }

    /** Returns a new reader, for one thread; empty if ceilings are unknown. */
    public Optional<BayesReader> open() {
        return sources.stream()
                .map(source -> new BayesReader(source.tables(), source.noise(), source.specials()))
                .findFirst();
    }
}
