package cloze.vocabulary;

import cloze.config.VocabularyConfig;
import cloze.error.InvalidConfigException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Trains WordPiece vocabularies by repeatedly merging the most frequent pair of adjacent pieces: the algorithm of
 * Hugging Face's WordPieceTrainer (byte-pair merging with ## on pieces that continue a word). A pair's count is the sum
 * of the counts of the words that contain it. Ties are broken by text, so equal word counts yield equal vocabularies.
 *
 * <p>A merge touches only the words that contain the pair. Memory and time grow with the characters of the distinct
 * words.
 */
final class WordPieceTrainer {
    private final VocabularyConfig config;
    private final Set<String> fixed;
    private final List<String> pieces = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<int[]> words = new ArrayList<>();
    private final List<Long> wordCounts = new ArrayList<>();
    private final PairCounts pairs = new PairCounts(pieces);
    private int listed;

    /**
     * @param words distinct words, in any order
     * @throws InvalidConfigException if the alphabet alone exceeds vocab-size
     */
    WordPieceTrainer(VocabularyConfig config, List<WordCount> words) {
        this.config = config;
        this.fixed = Set.copyOf(FixedPieces.of(config));
        Alphabet alphabet = Alphabet.of(words, config.limitAlphabet());
        alphabet.pieces(words).forEach(this::number);
        requireRoomFor(listed);
        for (WordCount word : words) {
            if (alphabet.spells(word.word())) {
                addWord(word);
            }
        }
        pairs.requeueGrown();
    }

    /**
     * Returns the pieces that follow the fixed ones: the alphabet, then the merges in order. Together with the fixed
     * pieces there are at most vocab-size.
     */
    List<String> train() {
        int most = FixedPieces.room(config);
        while (listed < most) {
            Optional<PiecePair> next = pairs.takeMostFrequent(config.minFrequency());
            if (next.isEmpty()) {
                break;
            }
            merge(next.get());
        }
        return pieces.stream().filter(piece -> !fixed.contains(piece)).toList();
    }

    private void requireRoomFor(int alphabet) {
        int least = fixed.size() + alphabet;
        if (config.vocabSize() < least) {
            throw new InvalidConfigException(List.of(
                    "vocabulary.vocab-size = %d: must be at least %d, for %d special and reserved pieces and %d pieces of a single character that the corpus needs; or limit its characters with vocabulary.limit-alphabet"
                            .formatted(config.vocabSize(), least, fixed.size(), alphabet)));
        }
    }

    private void addWord(WordCount word) {
        int[] spelled = word.word().codePoints().toArray();
        for (int i = 0; i < spelled.length; i++) {
            String character = Character.toString(spelled[i]);
            spelled[i] = numbers.get(i == 0 ? character : Vocabulary.CONTINUATION + character);
        }
        for (int i = 1; i < spelled.length; i++) {
            pairs.add(spelled[i - 1], spelled[i], word.count(), words.size());
        }
        words.add(spelled);
        wordCounts.add(word.count());
    }

    private void merge(PiecePair pair) {
        String right = pieces.get(pair.right);
        // The right-hand piece always continues a word. The merged text may already be a piece, reached by another
        // merge.
        int joined = number(pieces.get(pair.left) + right.substring(Vocabulary.CONTINUATION.length()));
        for (int word : pair.words()) {
            int[] before = words.get(word);
            int[] after = joinedIn(before, pair, joined);
            if (after.length < before.length) {
                recount(word, before, after, joined);
                words.set(word, after);
            }
        }
        pairs.remove(pair);
        pairs.requeueGrown();
    }

    /** Replaces each occurrence of the pair, from left to right, by {@code joined}. */
    private static int[] joinedIn(int[] word, PiecePair pair, int joined) {
        int occurrences = 0;
        for (int i = 1; i < word.length; i++) {
            if (word[i - 1] == pair.left && word[i] == pair.right) {
                occurrences++;
                i++;
            }
        }
        if (occurrences == 0) {
            return word;
        }
        int[] result = new int[word.length - occurrences];
        int from = 0;
        for (int to = 0; to < result.length; to++) {
            boolean isPair = from + 1 < word.length && word[from] == pair.left && word[from + 1] == pair.right;
            result[to] = isPair ? joined : word[from];
            from += isPair ? 2 : 1;
        }
        return result;
    }

    private void recount(int word, int[] before, int[] after, int joined) {
        long count = wordCounts.get(word);
        for (int i = 1; i < before.length; i++) {
            pairs.subtract(before[i - 1], before[i], count);
        }
        for (int i = 1; i < after.length; i++) {
            if (after[i - 1] == joined || after[i] == joined) {
                pairs.add(after[i - 1], after[i], count, word);
            } else {
                pairs.restore(after[i - 1], after[i], count);
            }
        }
    }

    private int number(String piece) {
        Integer known = numbers.putIfAbsent(piece, pieces.size());
        if (known != null) {
            return known;
        }
        pieces.add(piece);
        // A merge may yield a reserved piece, as the beginning of a longer word; that piece already has an id.
        listed += fixed.contains(piece) ? 0 : 1;
        return pieces.size() - 1;
    }
}
