package cloze.report.page;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a page as Markdown.
 *
 * @param page the page
 */
record MarkdownForm(Page page) {
    String text() {
        return Stream.concat(
                        Stream.of("# " + page.title()), page.blocks().stream().map(MarkdownForm::text))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String text(Block block) {
        if (block instanceof Block.Heading heading) {
            return "## " + heading.text();
        } else if (block instanceof Block.Table table) {
            String rows = table.table().markdown().strip();
            return table.caption().isEmpty() ? rows : "*" + table.caption() + "*\n\n" + rows;
        } else if (block instanceof Block.Figures figures) {
            return figures.figures().stream()
                    .map(figure -> "*%s.* %s".formatted(figure.title(), figure.description()))
                    .collect(Collectors.joining("\n\n"));
        } else if (block instanceof Block.Code code) {
            return code.lines().indent(4).stripTrailing();
        }
        if (block instanceof Block.Links some) {
            return some.links().stream()
                    .map(link -> "[%s](%s)".formatted(link.text(), link.file()))
                    .collect(Collectors.joining(", "));
        }
        return ((Block.Paragraph) block).text();
    }
}
