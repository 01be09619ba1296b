package cloze.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the report looks in a headless Chromium, whose program the system property cloze.chromium names. */
@Tag("browser")
class BrowserTest {
    private static final int DRAWINGS = 11;

    /** Written into a copy of the page: what a reader would see, as attributes of the body. */
    private static final String PROBE =
            """
            <script>
            function light(colour) {
              const parts = colour.match(/[0-9.]+/g).slice(0, 3).map(part => {
                const share = part / 255;
                return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
              });
              return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
            }
            function contrast(colour, behind) {
              const pair = [light(colour), light(behind)].sort((one, other) => other - one);
              return (pair[0] + 0.05) / (pair[1] + 0.05);
            }
            const body = document.body;
            const behind = getComputedStyle(body).backgroundColor;
            const all = query => [...document.querySelectorAll(query)];
            const widths = all('svg').map(svg => svg.getBoundingClientRect().width);
            const heights = all('svg').map(svg => svg.getBoundingClientRect().height);
            const texts = all('h1, h2, p, th, td, caption, figcaption').map(text => getComputedStyle(text).color);
            const drawn = all('svg text').map(text => getComputedStyle(text).fill);
            const lines = all('svg .line, svg .marker, svg .whisker').map(line => getComputedStyle(line).stroke);
            const outside = all('svg').flatMap(svg => [...svg.querySelectorAll('text')].filter(text => {
              const box = text.getBoundingClientRect(), frame = svg.getBoundingClientRect();
              return box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2;
            })).map(text => text.textContent);
            const small = Math.min(...all('svg text').map(text => text.getBoundingClientRect().height));
            body.dataset.drawings = widths.length;
            body.dataset.narrowest = Math.min(...widths);
            body.dataset.lowest = Math.min(...heights);
            body.dataset.overflow = document.documentElement.scrollWidth - innerWidth;
            body.dataset.text = Math.min(...texts.concat(drawn).map(colour => contrast(colour, behind)));
            body.dataset.line = Math.min(...lines.map(colour => contrast(colour, behind)));
            body.dataset.outside = outside.length;
            body.dataset.small = small;
            body.dataset.brightness = light(behind);
            </script>
            """;

    @TempDir
    Path folder;

    /** Standard output and standard error of the browser. */
    private String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("cloze.chromium"),
                "--headless",
                "--disable-gpu",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr"));
        command.addAll(List.of(options));
        Path output = folder.resolve("output.txt");
        Process browser = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(browser.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static double measured(String document, String name) {
        Matcher value = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(document);
        assertThat(value.find()).as(document).isTrue();
        return Double.parseDouble(value.group(1));
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "360, light", "360, dark"})
    void everyDrawingIsSeenWhateverTheScreen(int width, String scheme) throws Exception {
        String html = ReportFixture.report().page().html();
        Path page = Files.writeString(folder.resolve("page.html"), html.replace("</body>", PROBE + "</body>"));
        String seen = run(
                "--window-size=" + width + ",900",
                "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                "--dump-dom",
                page.toUri().toString());

        assertThat(seen).doesNotContain("CONSOLE");
        assertThat(measured(seen, "drawings")).isEqualTo(DRAWINGS);
        assertThat(measured(seen, "narrowest")).isGreaterThan(300);
        assertThat(measured(seen, "lowest")).isGreaterThan(60);
        assertThat(measured(seen, "overflow"))
                .as("the page must not scroll sideways")
                .isLessThanOrEqualTo(0);
        assertThat(measured(seen, "outside"))
                .as("letters outside their drawing")
                .isZero();
        assertThat(measured(seen, "small")).as("height of the smallest letters").isGreaterThan(9);
        assertThat(measured(seen, "text")).as("contrast of text").isGreaterThanOrEqualTo(4.5);
        assertThat(measured(seen, "line")).as("contrast of lines").isGreaterThanOrEqualTo(3);
        if (scheme.equals("dark")) {
            assertThat(measured(seen, "brightness")).isLessThan(0.05);
        } else {
            assertThat(measured(seen, "brightness")).isEqualTo(1);
        }
    }

    @Test
    void itPrints() throws Exception {
        Path page = Files.writeString(
                folder.resolve("page.html"), ReportFixture.report().page().html());
        Path pdf = folder.resolve("page.pdf");
        String seen = run(
                "--blink-settings=preferredColorScheme=0",
                "--print-to-pdf=" + pdf,
                page.toUri().toString());

        assertThat(seen).doesNotContain("CONSOLE");
        assertThat(Files.size(pdf)).isGreaterThan(20_000);
    }
}
