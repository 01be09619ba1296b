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
 * A language that a network of one layer learns in seconds, and only if everything works. A sentence is a few cue words of one theme; the second
 * has the theme of the first when it is next, another when it is random. Somewhere in one of the two a word is hidden that depends on that
 * sentence's theme and on which of the two it is: nothing but the segment says so, as lengths and places vary.
 */
final class MiniatureTask {
    private static final int CLS = 2;
    private static final int SEP = 3;
    private static final int MASK = 4;
    private static final int FIRST_CUE = 5;
    private static final int THEMES = 4;
    private static final int CUES = 3;
    private static final int MOST_CUES = 6;
    private static final int FIRST_ANSWER = FIRST_CUE + THEMES * CUES;
    private static final int PIECES = FIRST_ANSWER + 2 * THEMES;

    static final NetworkConfig NETWORK = new NetworkConfig(
            NetworkConfig.Kind.BERT,
            PIECES,
            32,
            1,
            2,
            64,
            0,
            0,
            2 * MOST_CUES + 4,
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
        List<Integer> ids = new ArrayList<>(List.of(CLS));
        List<Integer> segments = new ArrayList<>(List.of(0));
        int position = 0;
        for (int segment = 0; segment < 2; segment++) {
            int cues = 1 + random.nextInt(MOST_CUES);
            int place = segment == asked ? random.nextInt(cues + 1) : -1;
            for (int i = 0; i <= cues; i++) {
                if (i == place) {
                    position = ids.size();
                    ids.add(MASK);
                    segments.add(segment);
                }
                if (i < cues) {
                    ids.add(FIRST_CUE + CUES * (segment == 0 ? theme : other) + random.nextInt(CUES));
                    segments.add(segment);
                }
            }
            ids.add(SEP);
            segments.add(segment);
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
