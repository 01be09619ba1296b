package cloze.report;

import cloze.report.page.Page;

/**
 * Instructions to reproduce the figures.
 *
 * @param command the command that ran the experiment
 * @param commit commit of the code that ran it
 */
record RerunSection(String command, String commit) implements Section {
    @Override
    public Page addTo(Page page) {
        return page.heading("How to run this again")
                .paragraph(
                        "Code version %s. The whole configuration is in manifest.json beside this page, and every figure above in tables/."
                                .formatted(commit))
                .code(command)
                .paragraph(
                        "The same configuration and code on the same type of machine give the same weights, bit for bit, unless a time budget ends the training.");
    }
}
