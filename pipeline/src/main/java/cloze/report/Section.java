package cloze.report;

import cloze.report.page.Page;

/** A part of the experiment's report. */
@FunctionalInterface
public interface Section {
    /** {@code page} with this part at its end; the same page where there is nothing to say. */
    Page addTo(Page page);
}
