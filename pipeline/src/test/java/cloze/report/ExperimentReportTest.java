package cloze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ExperimentReportTest {
    /** An HTML page of ours is also well-formed XML. */
    private static Document parsed(String html) throws Exception {
        String xml = html.replaceFirst("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> elements(Document page, String name) {
        NodeList nodes = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void thePageIsOneFileThatNeedsNothingElse() {
        assertThat(ReportFixture.report().page().html())
                .doesNotContain("http:", "https:", "<script", "@import", "url(", "<img", "NaN", "null");
    }

    @Test
    void everyDrawingNamesItselfForWhoCannotSeeIt() throws Exception {
        Document page = parsed(ReportFixture.report().page().html());
        Set<String> ids = new HashSet<>();
        assertThat(elements(page, "svg")).hasSize(11).allSatisfy(svg -> {
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            String title = svg.getElementsByTagName("title").item(0).getTextContent();
            String description = svg.getElementsByTagName("desc").item(0).getTextContent();
            assertThat(title).isNotBlank();
            assertThat(description).matches("(?s).*[0-9].*");
            for (String id : svg.getAttribute("aria-labelledby").split(" ", -1)) {
                assertThat(ids.add(id)).as(id).isTrue();
            }
        });
    }

    @Test
    void everyTableHasACaptionAndRowsAsWideAsItsHeader() throws Exception {
        Document page = parsed(ReportFixture.report().page().html());
        assertThat(elements(page, "table")).hasSizeGreaterThan(8).allSatisfy(table -> {
            assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
            assertThat(table.getElementsByTagName("th").getLength()).isPositive();
        });
        assertThat(elements(page, "th"))
                .allSatisfy(cell -> assertThat(cell.getAttribute("scope")).isIn("row", "col"));
    }

    @Test
    void bothFormsSayTheSameInTheSameOrder() {
        String markdown = ReportFixture.report().page().markdown();
        String html = ReportFixture.report().page().html();
        List<String> headings = markdown.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        assertThat(headings).hasSize(9);
        int place = -1;
        for (String heading : headings) {
            int next = html.indexOf("<h2>" + heading + "</h2>");
            assertThat(next).as(heading).isGreaterThan(place);
            place = next;
        }
        assertThat(markdown).startsWith("# Experiment: mlm-only, mlm-nsp, dropout-0.1\n");
    }

    @Test
    void figuresAreThoseOfTheTables() {
        assertThat(ReportFixture.report().page().markdown().replaceAll(" +", " "))
                .contains("| mlm-only | 78.0 % (77.0 to 79.0) | 50.5 % (not trained) | +8.8 |")
                .contains("| best possible | 86.8 % | 98.5 % | | 0.330 | | | |")
                .contains(
                        "| mlm-nsp \u2212 mlm-only | masked words | +0.4 | -0.5 to +1.2 | documents and seeds | not told apart |")
                .contains("| -7.7 to -5.4 | documents and seeds | worse |")
                .contains("\u2713 she (0.81), he (0.10)")
                .contains("deploy/local.sh experiment --conf conf/laptop.conf --set 'training { epochs = 2 }'");
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws Exception {
        String markdown = ReportFixture.poorReport().page().markdown();
        assertThat(markdown)
                .contains(
                        "Not known: examples.pairing is not windows.",
                        "77.6 % (77.2 to 78.8)",
                        "One seed:",
                        "worse with this seed")
                .doesNotContain("NaN", "null", "best possible reader 0");
        parsed(ReportFixture.poorReport().page().html());
    }
}
