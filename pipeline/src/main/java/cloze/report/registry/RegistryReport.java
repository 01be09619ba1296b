package cloze.report.registry;

import cloze.report.Section;
import cloze.report.page.Link;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Locale;

/**
 * The page of a registry: what is in use and why, then every night. A night is a row of the runs table, counted from 1.
 *
 * @param name name of the registry
 * @param runs the runs table, oldest first; a column that an earlier release did not write is empty there
 * @param cards the cards of the versions that are kept
 */
public record RegistryReport(String name, SmallTable runs, List<Link> cards) {
    public RegistryReport {
        cards = List.copyOf(cards);
    }

    public Page page() {
        List<RegistryNight> nights = RegistryNight.of(runs);
        Page page = Page.titled("Registry " + name);
        return Section.addAll(
                List.of(
                        now(nights),
                        new RegistryDecisions(nights),
                        new RegistryCurves(nights),
                        new RegistryData(nights),
                        this::cards),
                page);
    }

    private static Section now(List<RegistryNight> nights) {
        return page -> {
            if (nights.isEmpty()) {
                return page.paragraph("No night has ended yet.");
            }
            RegistryNight last = nights.get(nights.size() - 1);
            Page longer = page.paragraph(
                    last.champion().isEmpty()
                            ? "No version is in use."
                            : "Version %s is in use.".formatted(last.champion()));
            longer = longer.paragraph("Night %d, the last one, ended on %s: %s."
                    .formatted(
                            last.number(),
                            last.finished(),
                            last.outcome() + (last.reason().isEmpty() ? "" : ": " + last.reason())));
            return budget(nights, longer);
        };
    }

    private static Page budget(List<RegistryNight> nights, Page page) {
        return nights.stream()
                .filter(night -> !Double.isNaN(night.number("spent_in_year")))
                .reduce((before, after) -> after)
                .map(night -> page.paragraph(String.format(
                        Locale.ROOT,
                        "Error budget: %.3f of %s false promotions (expected number, at most) were spent in the 365 days up to night %d.",
                        night.number("spent_in_year"),
                        night.number("false_promotions"),
                        night.number())))
                .orElse(page);
    }

    private Page cards(Page page) {
        return cards.isEmpty()
                ? page
                : page.heading("Model cards")
                        .paragraph("Older versions have been removed; retrain.keep-versions says how many are kept.")
                        .links(cards);
    }
}
