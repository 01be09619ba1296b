package cloze.report;

import cloze.report.page.Page;

/**
 * Instructions to reproduce the figures.
 *
 * @param command the command that was run
 * @param commit commit of the code that ran
 * @param tables folders that hold the figures
 * @param same what the same configuration gives again
 */
record RerunSection(String command, String commit, String tables, String same) implements Section {
    static RerunSection ofExperiment(String command, String commit) {
        return new RerunSection(
                command,
                commit,
                "tables/",
                "The same configuration and code on the same type of machine give the same weights, bit for bit, unless a time budget ends the training.");
    }

    static RerunSection ofEvaluation(String command, String commit) {
        return new RerunSection(
                command,
                commit,
                "tables/",
                "The same model, examples and code on the same type of machine give the same figures.");
    }

    static RerunSection ofData(String command, String commit) {
        return new RerunSection(
                command,
                commit,
                "the tables beside it",
                "The same configuration, code and text give the same examples, byte for byte, on any number of machines.");
    }

    @Override
    public Page addTo(Page page) {
        return page.heading("How to run this again")
                .paragraph(
                        "Code version %s. The whole configuration is in manifest.json beside this page, and every figure above in %s."
                                .formatted(commit, tables))
                .code(command)
                .paragraph(same);
    }
}
