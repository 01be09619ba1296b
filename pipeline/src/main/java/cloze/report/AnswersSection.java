package cloze.report;

import cloze.dataset.Task;
import cloze.report.page.Page;
import java.util.ArrayList;
import java.util.List;

/** Some masked sentences with the answers of one variant, the truth and, if known, the answers of the best possible reader. */
final class AnswersSection implements Section {
    private static final int SENTENCES = 6;

    /** Minimum number of masked words in a sentence; with fewer it shows little. */
    private static final int LEAST_MASKED = 2;

    private static final int LIKELIEST = 5;

    private static final String BEST =
            " The best possible reader knows the rules of the language; where it is wrong, nothing in the pair tells the word.";

    private final VariantFacts variant;
    private final RowSelection answers;
    private final boolean knowsBest;

    AnswersSection(List<VariantFacts> variants, ExperimentTables tables) {
        // Prefer the first variant that trains both heads, because it shows most.
        variant = variants.stream()
                .filter(facts -> facts.trains(Task.NEXT_SENTENCE))
                .findFirst()
                .orElse(variants.get(0));
        RowSelection own = RowSelection.of(tables.answers()).where("variant", variant.name());
        answers = own.isEmpty()
                ? own
                : own.where("seed", own.table().value(own.rows().get(0), "seed"));
        knowsBest = answers.each().stream()
                .anyMatch(word -> !word.text("bayes_answer").isEmpty());
    }

    @Override
    public Page addTo(Page page) {
        List<RowSelection> pairs = answers.distinct("example_id").stream()
                .map(id -> answers.where("example_id", id))
                .filter(pair -> pair.rows().size() >= LEAST_MASKED)
                .limit(SENTENCES)
                .toList();
        if (pairs.isEmpty()) {
            return page;
        }
        Page begun = page.heading("Sentences with masked words")
                .paragraph(
                        "Held-out pairs with the answers of %s. Probabilities are in brackets, and \u2713 marks the right answer.%s"
                                .formatted(model(), knowsBest ? BEST : ""));
        for (RowSelection pair : pairs) {
            begun = add(begun, pair);
        }
        return begun;
    }

    private String model() {
        String seed = answers.text("seed");
        return seed.isEmpty() ? variant.name() : variant.name() + ", seed " + seed;
    }

    private Page add(Page page, RowSelection pair) {
        List<String> columns = new ArrayList<>(List.of("position", "stands there", "truth"));
        if (knowsBest) {
            columns.add("best possible");
        }
        columns.add("the model's top five");
        var table = new WordTable(columns);
        for (RowSelection word : pair.each()) {
            String truth = word.text("truth");
            List<String> cells = new ArrayList<>(List.of(word.text("position"), word.text("standing"), truth));
            if (knowsBest) {
                cells.add(answer(word.text("bayes_answer"), word.number("bayes_probability"), truth));
            }
            cells.add(likeliest(word, truth));
            table.add(cells);
        }
        return page.table(pair.text("input") + verdict(pair), table.table());
    }

    private static String likeliest(RowSelection word, String truth) {
        List<String> answers = new ArrayList<>();
        for (int rank = 1; rank <= LIKELIEST; rank++) {
            answers.add(answer(word.text("answer_" + rank), word.number("probability_" + rank), truth));
        }
        return String.join(", ", answers);
    }

    private static String answer(String answer, double probability, String truth) {
        if (answer.isEmpty()) {
            return "";
        }
        String shown = "%s (%s)".formatted(answer, NumberText.probability(probability));
        return answer.equals(truth) ? "\u2713 " + shown : shown;
    }

    private String verdict(RowSelection pair) {
        if (!variant.trains(Task.NEXT_SENTENCE)) {
            return "";
        }
        String truth = pair.number("label") == 1 ? "a random sentence" : "the next sentence";
        double best = pair.number("bayes_random_probability");
        String ofBest = Double.isNaN(best) ? "" : ", the best possible reader " + NumberText.probability(best);
        return " \u2014 in truth %s; the model's probability of random is %s%s."
                .formatted(truth, NumberText.probability(pair.number("random_probability")), ofBest);
    }
}
