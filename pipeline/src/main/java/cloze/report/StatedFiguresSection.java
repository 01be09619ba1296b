package cloze.report;

import cloze.dataset.Documents;
import cloze.dataset.Metric;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.report.page.Page;
import java.util.List;

/**
 * Compares the figures stated by the teaching page "BERT pre-training concept", which poses this experiment, with the
 * measured ones.
 *
 * @param variants the variants in the order of comparison
 * @param tables the tables of the experiment
 */
record StatedFiguresSection(List<VariantFacts> variants, ExperimentTables tables) implements Section {
    @Override
    public Page addTo(Page page) {
        var table = new WordTable(
                "source", "masked words, training", "masked words, held out", "next sentence, training", "loss");
        table.add("the page, masked words alone", "65 %", "60 %", "", "1.2");
        table.add("the page, with next sentence", "72 %", "70 %", "85 %", "0.9");
        Metric masked = Metrics.accuracy(Task.MASKED_LM);
        Metric next = Metrics.accuracy(Task.NEXT_SENTENCE);
        Metric loss = Metrics.loss(Task.MASKED_LM);
        for (VariantFacts variant : variants) {
            RowSelection row = RowSelection.of(tables.comparison()).where("variant", variant.name());
            table.add(
                    "here, " + variant.name(),
                    NumberText.percent(row.number(masked.column(Documents.TRAIN))),
                    NumberText.percent(row.number(masked.column(Documents.VALIDATION))),
                    variant.trains(Task.NEXT_SENTENCE)
                            ? NumberText.percent(row.number(next.column(Documents.TRAIN)))
                            : "",
                    NumberText.nats(row.number(loss.column(Documents.TRAIN))));
        }
        return page.heading("The figures that started this project")
                .paragraph(
                        "The question comes from a teaching page, \u201cBERT pre-training concept\u201d, which states that adding next-sentence prediction raises the accuracy on masked words from 60 % to 70 %. Its own program cannot show that: it draws token ids and next-sentence labels at random, so there is nothing to learn, and the best possible accuracies on its data are one in 30,522 for words and one half for labels. conf/seed.conf runs that network on such data.")
                .table(
                        "Stated and measured. The page's losses are sums over both tasks where there are two; ours are those of masked words alone.",
                        table.table());
    }
}
