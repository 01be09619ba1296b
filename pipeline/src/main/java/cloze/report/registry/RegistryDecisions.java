package cloze.report.registry;

import cloze.report.NumberText;
import cloze.report.Section;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Why each night was promoted or kept, the newest first, and which nights were refused.
 *
 * @param nights the nights, oldest first
 */
record RegistryDecisions(List<RegistryNight> nights) implements Section {
    private static final StructType DECISIONS = new StructType()
            .add("night", DataTypes.LongType)
            .add("outcome", DataTypes.StringType)
            .add("why", DataTypes.StringType)
            .add("ended", DataTypes.StringType)
            .add("gain", DataTypes.StringType)
            .add("p_value", DataTypes.StringType)
            .add("level", DataTypes.StringType)
            .add("spent_in_365_days", DataTypes.StringType)
            .add("gain_on_recent", DataTypes.StringType);

    private static final StructType REFUSED = new StructType()
            .add("night", DataTypes.LongType)
            .add("ended", DataTypes.StringType)
            .add("reason", DataTypes.StringType);

    @Override
    public Page addTo(Page page) {
        if (nights.isEmpty()) {
            return page;
        }
        List<RegistryNight> newestFirst = RegistryNight.newestFirst(nights);
        Page longer = page.heading("Nights")
                .paragraph(
                        "The newest night comes first; times are UTC. A gain is how much lower the challenger's loss is, in nats, with its 95 % interval: on the frozen held-out documents, and on those of recent nights. A challenger is promoted if its p-value is at most the level of the night. The level is spent, whatever the night decides.")
                .table(new SmallTable(
                        DECISIONS,
                        newestFirst.stream().map(RegistryDecisions::decision).toList()));
        List<Row> refused = newestFirst.stream()
                .filter(RegistryNight::isFailed)
                .map(night -> RowFactory.create((long) night.number(), night.finished(), night.reason()))
                .toList();
        return refused.isEmpty()
                ? longer
                : longer.heading("Quarantined nights")
                        .paragraph(
                                "These nights ended before a decision. Their documents are in no model, and are new again for the next night.")
                        .table(new SmallTable(REFUSED, refused));
    }

    private static Row decision(RegistryNight night) {
        return RowFactory.create(
                (long) night.number(),
                night.outcome(),
                night.reason(),
                night.finished(),
                NumberText.nats(night.number("gain"), night.number("gain_low"), night.number("gain_high")),
                probability(night.number("p_value")),
                probability(night.number("spent")),
                probability(night.number("spent_in_year")),
                NumberText.nats(
                        night.number("gain_on_recent"),
                        night.number("gain_on_recent_low"),
                        night.number("gain_on_recent_high")));
    }

    private static String probability(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, value >= 0.001 ? "%.4f" : "%.1e", value);
    }
}
