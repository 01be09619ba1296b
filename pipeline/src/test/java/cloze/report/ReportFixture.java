package cloze.report;

import cloze.dataset.Task;
import cloze.experiment.Comparison;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** An experiment of three variants as its tables might be; the figures are made up. */
final class ReportFixture {
    private static final List<String> NAMES = List.of("mlm-only", "mlm-nsp", "dropout-0.1");
    private static final int SEEDS = 3;

    private ReportFixture() {}

    static ExperimentReport report() {
        return report(SEEDS, true);
    }

    /** One seed, and a language whose ceilings are not known. */
    static ExperimentReport poorReport() {
        return report(1, false);
    }

    private static ExperimentReport report(int seeds, boolean ceilings) {
        List<VariantFacts> variants = List.of(
                new VariantFacts(NAMES.get(0), Set.of(Task.MASKED_LM)),
                new VariantFacts(NAMES.get(1), EnumSet.allOf(Task.class)),
                new VariantFacts(NAMES.get(2), EnumSet.allOf(Task.class)));
        return new ExperimentReport(
                variants,
                new ExperimentTables(
                        comparison(seeds, ceilings),
                        differences(seeds),
                        ceilings(ceilings),
                        ceilings ? List.of() : List.of("examples.pairing is not windows"),
                        evaluation(seeds, ceilings),
                        curves(seeds),
                        slices(seeds, ceilings),
                        calibration(seeds),
                        answers(ceilings),
                        quality()),
                "deploy/local.sh experiment --conf conf/laptop.conf --set 'training { epochs = 2 }'",
                "0123456789ab");
    }

    private static Double known(boolean known, double value) {
        return known ? value : null;
    }

    private static double accuracy(int variant) {
        return List.of(0.7802, 0.7838, 0.7138).get(variant);
    }

    private static SmallTable comparison(int seeds, boolean ceilings) {
        List<Comparison.Run> runs = new ArrayList<>();
        for (int variant = 0; variant < NAMES.size(); variant++) {
            for (int seed = 1; seed <= seeds; seed++) {
                double shift = 0.004 * (seed - 2);
                runs.add(new Comparison.Run(
                        NAMES.get(variant),
                        Map.of(
                                "train_masked_lm_accuracy",
                                accuracy(variant) + 0.01 + shift,
                                "validation_masked_lm_accuracy",
                                accuracy(variant) + shift,
                                "train_masked_lm_loss",
                                0.58 + shift,
                                "validation_masked_lm_loss",
                                0.61 - shift,
                                "train_next_sentence_accuracy",
                                variant == 0 ? 0.5 : 0.93 + shift,
                                "validation_next_sentence_accuracy",
                                variant == 0 ? 0.505 : 0.92 + shift),
                        Map.of(
                                "ceiling_masked_lm_accuracy",
                                ceilings ? 0.868 : Double.NaN,
                                "ceiling_next_sentence_accuracy",
                                ceilings ? 0.985 : Double.NaN,
                                "unigram_baseline_accuracy",
                                0.149,
                                "bigram_baseline_accuracy",
                                0.41),
                        79.5,
                        377));
            }
        }
        return Comparison.of(runs);
    }

    private static SmallTable differences(int seeds) {
        var table = new Rows("variant", "against", "metric", "difference#", "low#", "high#", "seeds%", "interval_over");
        for (String metric : List.of("validation_masked_lm_accuracy", "validation_next_sentence_accuracy")) {
            String over = seeds > 1 ? "documents and seeds" : "documents";
            table.add(NAMES.get(1), NAMES.get(0), metric, 0.0036, -0.0052, 0.0121, (long) seeds, over);
            table.add(NAMES.get(2), NAMES.get(0), metric, -0.0664, -0.0771, -0.0542, (long) seeds, over);
            table.add(NAMES.get(2), NAMES.get(1), metric, -0.07, -0.0812, -0.0581, (long) seeds, over);
        }
        return table.table();
    }

    private static SmallTable ceilings(boolean known) {
        var table = new Rows("reads", "masked_lm_accuracy#", "masked_lm_loss#", "next_sentence_accuracy#");
        if (known) {
            table.add("both sentences", 0.868, 0.33, 0.985);
            table.add("own sentence", 0.813, 0.52, null);
        }
        return table.table();
    }

    private static SmallTable evaluation(int seeds, boolean ceilings) {
        var table = new Rows(
                "variant",
                "seed",
                "split",
                "masked_lm_accuracy#",
                "masked_lm_accuracy_low#",
                "masked_lm_accuracy_high#",
                "masked_lm_loss#",
                "masked_lm_loss_low#",
                "masked_lm_loss_high#",
                "next_sentence_accuracy#",
                "next_sentence_accuracy_low#",
                "next_sentence_accuracy_high#",
                "ceiling_masked_lm_accuracy#",
                "ceiling_masked_lm_loss#",
                "ceiling_next_sentence_accuracy#",
                "unigram_baseline_accuracy#",
                "unigram_baseline_loss#",
                "bigram_baseline_accuracy#",
                "bigram_baseline_loss#",
                "majority_next_sentence_accuracy#");
        for (int variant = 0; variant < NAMES.size(); variant++) {
            for (int seed = 1; seed <= seeds; seed++) {
                for (String split : List.of("train", "validation")) {
                    double value = accuracy(variant);
                    table.add(
                            NAMES.get(variant),
                            "" + seed,
                            split,
                            value,
                            value - 0.008,
                            value + 0.008,
                            0.6,
                            0.57,
                            0.63,
                            0.92,
                            0.91,
                            0.93,
                            known(ceilings, 0.868),
                            known(ceilings, 0.33),
                            known(ceilings, 0.985),
                            0.149,
                            4.66,
                            0.41,
                            3.1,
                            0.508);
                }
            }
        }
        return table.table();
    }

    private static SmallTable curves(int seeds) {
        var table = new Rows(
                "variant",
                "seed",
                "split",
                "step%",
                "masked_lm_loss#",
                "masked_lm_accuracy#",
                "next_sentence_loss#",
                "next_sentence_accuracy#");
        for (int variant = 0; variant < NAMES.size(); variant++) {
            for (int seed = 1; seed <= seeds; seed++) {
                for (String split : List.of("train", "validation")) {
                    for (long step = 300; step <= 6000; step += 300) {
                        double learnt = 1 - Math.exp(-step / (1000.0 + 60 * seed));
                        double masked = 0.15 + (accuracy(variant) - 0.15) * learnt;
                        double next =
                                0.5 + (variant == 0 ? 0 : 0.42 / (1 + Math.exp((3000 + 400 * seed - step) / 300.0)));
                        table.add(NAMES.get(variant), "" + seed, split, step, 6 - 5 * learnt, masked, 0.5, next);
                    }
                }
            }
        }
        return table.table();
    }

    private static SmallTable slices(int seeds, boolean ceilings) {
        var table = new Rows(
                "variant",
                "seed",
                "slice",
                "value",
                "masked_lm_count%",
                "masked_lm_accuracy#",
                "unigram_baseline_accuracy#",
                "ceiling_masked_lm_accuracy#");
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("word-class", List.of("function word", "pronoun", "script word", "place", "name"));
        kinds.put("standing", List.of("[MASK]", "kept", "random"));
        kinds.put("sentence", List.of("own sentence tells", "other sentence needed", "neither tells"));
        kinds.put("pair", List.of("next", "random"));
        for (int variant = 0; variant < NAMES.size(); variant++) {
            for (int seed = 1; seed <= seeds; seed++) {
                for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
                    for (int i = 0; i < kind.getValue().size(); i++) {
                        double best = 0.99 - 0.13 * i;
                        table.add(
                                NAMES.get(variant),
                                "" + seed,
                                kind.getKey(),
                                kind.getValue().get(i),
                                1000L,
                                best * accuracy(variant) / 0.8,
                                0.1,
                                known(ceilings, best));
                    }
                }
            }
        }
        return table.table();
    }

    private static SmallTable calibration(int seeds) {
        var table = new Rows("variant", "seed", "from#", "to#", "count%", "mean_predicted_random#", "share_random#");
        for (String variant : NAMES) {
            for (int seed = 1; seed <= seeds; seed++) {
                for (int bin = 0; bin < 10; bin++) {
                    double middle = bin / 10.0 + 0.05;
                    boolean empty = bin == 4;
                    table.add(
                            variant,
                            "" + seed,
                            bin / 10.0,
                            (bin + 1) / 10.0,
                            empty ? 0L : 100L + bin,
                            known(!empty, middle),
                            known(!empty, Math.min(1, middle * middle + 0.1)));
                }
            }
        }
        return table.table();
    }

    private static SmallTable answers(boolean ceilings) {
        List<String> columns = new ArrayList<>(List.of(
                "variant",
                "seed",
                "example_id",
                "input",
                "label%",
                "random_probability#",
                "bayes_random_probability#",
                "position%",
                "standing",
                "truth",
                "bayes_answer",
                "bayes_probability#"));
        for (int rank = 1; rank <= 5; rank++) {
            columns.add("answer_" + rank);
            columns.add("probability_" + rank + "#");
        }
        var table = new Rows(columns.toArray(String[]::new));
        for (int example = 0; example < 3; example++) {
            for (long position : List.of(5L, 12L)) {
                table.add(
                        "mlm-nsp",
                        "1",
                        "example-" + example,
                        "[CLS] because it was gusty , [MASK] took the net to the jetty . [SEP] mary tied the [MASK] with her bucket . [SEP]",
                        (long) example % 2,
                        0.07,
                        known(ceilings, 0.02),
                        position,
                        "[MASK]",
                        position == 5 ? "she" : "salmon",
                        ceilings ? "she" : null,
                        known(ceilings, 0.99),
                        "she",
                        0.81,
                        "he",
                        0.1,
                        "perch",
                        0.04,
                        "\"",
                        0.02,
                        "salmon",
                        0.01);
            }
        }
        return table.table();
    }

    private static Map<String, SmallTable> quality() {
        Map<String, SmallTable> tables = new LinkedHashMap<>();
        var documents = new Rows("split", "documents%", "tokens%", "unk_share#");
        documents.add("train", 4002L, 350070L, 0.0);
        documents.add("validation", 598L, 50568L, 0.0);
        tables.put("documents", documents.table());
        return tables;
    }

    /** Builds a table; a column whose name ends in # holds fractions, one that ends in % whole numbers. */
    private static final class Rows {
        private final String[] columns;
        private final List<Row> rows = new ArrayList<>();

        Rows(String... columns) {
            this.columns = columns;
        }

        void add(Object... cells) {
            rows.add(RowFactory.create(cells));
        }

        SmallTable table() {
            var schema = new StructType();
            for (String column : columns) {
                schema = schema.add(column.replaceAll("[#%]$", ""), type(column));
            }
            return new SmallTable(schema, rows);
        }

        private static DataType type(String column) {
            if (column.endsWith("#")) {
                return DataTypes.DoubleType;
            }
            return column.endsWith("%") ? DataTypes.LongType : DataTypes.StringType;
        }
    }
}
