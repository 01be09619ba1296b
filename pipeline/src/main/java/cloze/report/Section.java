package cloze.report;

import cloze.report.page.Page;
import java.util.List;

/** A section of a report. */
@FunctionalInterface
public interface Section {
    /** Appends this section to {@code page}. Returns {@code page} unchanged if there is nothing to show. */
    Page addTo(Page page);

    /** Appends {@code sections} to {@code page} in their order. */
    static Page addAll(List<Section> sections, Page page) {
        Page longer = page;
        for (Section section : sections) {
            longer = section.addTo(longer);
        }
        return longer;
    }
}
