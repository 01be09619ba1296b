package cloze.train;

import cloze.config.NetworkConfig;
import cloze.random.Seeds;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A language that a network of one layer learns in seconds, and only if everything works. Two speakers say a few cue words each, of one theme
 * when the second is next and of two when it is random, in any order: nothing but the segment ids says whose a word is. One word is hidden; it
 * depends on its speaker's theme and on who of the two it is.
 */
final class MiniatureTask {
    private static final int CLS = 2;
    private static final int MASK = 4;
    private static final int FIRST_CUE = 5;
    private static final int THEMES = 4;
    private static final int CUES = 3;
    private static final int MOST_CUES = 6;
    private static final int LONGEST = 2 * MOST_CUES + 2;
    private static final int FIRST_ANSWER = FIRST_CUE + THEMES * CUES;
    private static final int PIECES = FIRST_ANSWER + 2 * THEMES;

    /** Has positions for examples twice as long. */
    static final NetworkConfig NETWORK = new NetworkConfig(
            NetworkConfig.Kind.BERT,
            PIECES,
            32,
            1,
            2,
            64,
            0,
            0,
            2 * LONGEST,
            2,
            NetworkConfig.Initializer.SCALED,
            0.02,
            NetworkConfig.HiddenAct.GELU_NEW);

    private MiniatureTask() {}

    /** Examples {@code from} to before {@code to}. */
    static Minibatch minibatch(long from, long to, long key) {
        return Minibatch.of(
                LongStream.range(from, to).mapToObj(MiniatureTask::example).toList(), key);
    }

    /** Always the same for the same number. */
    private static MaskedExample example(long number) {
        SplittableRandom random = Seeds.forRow(23, "miniature", number);
        int label = random.nextInt(2);
        int theme = random.nextInt(THEMES);
        int other = label == 0 ? theme : (theme + 1 + random.nextInt(THEMES - 1)) % THEMES;
        int asked = random.nextInt(2);
        int[] cues = {1 + random.nextInt(MOST_CUES), 1 + random.nextInt(MOST_CUES)};
        int position = 1 + random.nextInt(cues[0] + cues[1] + 1);
        List<Integer> ids = new ArrayList<>(List.of(CLS));
        List<Integer> segments = new ArrayList<>(List.of(0));
        while (cues[0] + cues[1] > 0) {
            if (ids.size() == position) {
                ids.add(MASK);
                segments.add(asked);
            }
            int speaker = random.nextInt(cues[0] + cues[1]) < cues[0] ? 0 : 1;
            cues[speaker]--;
            ids.add(FIRST_CUE + CUES * (speaker == 0 ? theme : other) + random.nextInt(CUES));
            segments.add(speaker);
        }
        if (ids.size() == position) {
            ids.add(MASK);
            segments.add(asked);
        }
        int answer = FIRST_ANSWER + 2 * (asked == 0 ? theme : other) + asked;
        return new MaskedExample(
                "%032x/0/0".formatted(number),
                ints(ids),
                ints(segments),
                new int[] {position},
                new int[] {answer},
                label);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
