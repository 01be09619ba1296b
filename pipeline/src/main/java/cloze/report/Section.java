package cloze.report;

import cloze.report.page.Page;

/** A section of the experiment's report. */
@FunctionalInterface
public interface Section {
    /** Appends this section to {@code page}. Returns {@code page} unchanged if there is nothing to show. */
    Page addTo(Page page);
}
