package cloze.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortionTest {
    private static Portion.Source source(String path, long length, boolean splittable) {
        var file = new InputFile(
                path,
                length,
                0,
                1,
                List.of(new InputFile.Block(60, List.of("east")), new InputFile.Block(length, List.of("west"))));
        return new Portion.Source(file, splittable);
    }

    private static FileRange range(String path, long start, long end) {
        return new FileRange(path, start, end, 1);
    }

    @Test
    void cutsALargeFile() {
        assertThat(Portion.divide(List.of(source("a", 250, true)), 100, 1, Portion.Order.LARGEST_FIRST))
                .containsExactly(
                        new Portion(List.of(range("a", 0, 100)), List.of("east")),
                        new Portion(List.of(range("a", 100, 200)), List.of("west")),
                        new Portion(List.of(range("a", 200, 250)), List.of("west")));
    }

    @Test
    void leavesWhatCannotBeCutWhole() {
        assertThat(Portion.divide(List.of(source("a", 250, false)), 100, 1, Portion.Order.LARGEST_FIRST))
                .containsExactly(new Portion(List.of(range("a", 0, Long.MAX_VALUE)), List.of("east")));
    }

    @Test
    void packsSmallFilesUpToTheSizeAndTheCostOfOpening() {
        List<Portion.Source> sources = List.of(source("a", 40, true), source("b", 40, true), source("c", 40, true));

        assertThat(Portion.divide(sources, 100, 5, Portion.Order.LARGEST_FIRST))
                .extracting(portion -> portion.ranges().size())
                .containsExactly(2, 1);
        assertThat(Portion.divide(sources, 100, 30, Portion.Order.LARGEST_FIRST))
                .extracting(portion -> portion.ranges().size())
                .containsExactly(1, 1, 1);
    }

    @Test
    void keepsTheOrderOfFilesAndBytes() {
        List<Portion.Source> sources = List.of(source("b", 40, true), source("a", 150, true), source("c", 40, false));

        assertThat(Portion.divide(sources, 100, 1, Portion.Order.AS_LISTED))
                .extracting(Portion::ranges)
                .containsExactly(
                        List.of(range("b", 0, 40)),
                        List.of(range("a", 0, 100)),
                        List.of(range("a", 100, 150), range("c", 0, Long.MAX_VALUE)));
    }
}
