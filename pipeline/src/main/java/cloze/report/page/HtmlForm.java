package cloze.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes a page as a single HTML file with inline style and drawings, without scripts or external resources. */
final class HtmlForm {
    private final Page page;
    private final AtomicInteger figures = new AtomicInteger();

    HtmlForm(Page page) {
        this.page = page;
    }

    String text() {
        List<Markup> body = new ArrayList<>();
        body.add(Markup.of("h1").text(page.title()));
        page.blocks().forEach(block -> body.add(markup(block)));
        Markup head = Markup.of("head")
                .holding(
                        Markup.of("meta").with("charset", "utf-8"),
                        Markup.of("meta")
                                .with("name", "viewport")
                                .with("content", "width=device-width, initial-scale=1"),
                        Markup.of("meta").with("name", "color-scheme").with("content", "light dark"),
                        // Keeps browsers from requesting favicon.ico.
                        Markup.of("link").with("rel", "icon").with("href", "data:,"),
                        Markup.of("title").text(page.title()),
                        Markup.of("style").styled(StyleSheet.text()));
        return "<!DOCTYPE html>\n"
                + Markup.of("html")
                        .with("lang", "en")
                        .holding(
                                head,
                                Markup.of("body").holding(Markup.of("main").holding(body)))
                + "\n";
    }

    private Markup markup(Block block) {
        if (block instanceof Block.Heading heading) {
            return Markup.of("h2").text(heading.text());
        } else if (block instanceof Block.Table table) {
            return new HtmlTable(table).markup();
        } else if (block instanceof Block.Figures drawings) {
            return Markup.of("div")
                    .with("class", "figures")
                    .holding(drawings.figures().stream().map(this::figure).toList());
        } else if (block instanceof Block.Code code) {
            return Markup.of("pre").holding(Markup.of("code").text(code.lines()));
        }
        if (block instanceof Block.Links some) {
            Markup line = Markup.of("p");
            for (Link link : some.links()) {
                line = line.holding(Markup.of("a").with("href", link.file()).text(link.text()))
                        .text(" ");
            }
            return line;
        }
        return Markup.of("p").text(((Block.Paragraph) block).text());
    }

    private Markup figure(Figure figure) {
        return Markup.of("figure")
                .holding(
                        Markup.of("figcaption").text(figure.title()),
                        figure.svg("figure-" + figures.incrementAndGet()));
    }
}
