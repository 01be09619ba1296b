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
 * What each night read, and how strange it was to the champion.
 *
 * @param nights the nights, oldest first
 */
record RegistryData(List<RegistryNight> nights) implements Section {
    private static final StructType COLUMNS = new StructType()
            .add("night", DataTypes.LongType)
            .add("ended", DataTypes.StringType)
            .add("new_documents", DataTypes.StringType)
            .add("new_held_out", DataTypes.StringType)
            .add("recent_held_out", DataTypes.StringType)
            .add("new_examples", DataTypes.StringType)
            .add("replayed_examples", DataTypes.StringType)
            .add("removed", DataTypes.StringType)
            .add("changed", DataTypes.StringType)
            .add("surprise", DataTypes.StringType)
            .add("unk_share", DataTypes.StringType)
            .add("seconds", DataTypes.StringType);

    @Override
    public Page addTo(Page page) {
        if (nights.isEmpty()) {
            return page;
        }
        List<RegistryNight> newestFirst = RegistryNight.newestFirst(nights);
        return page.heading("Data of each night")
                .paragraph(
                        "Surprise is the champion's masked-word loss on the new documents minus that on the frozen ones, in nats. Removed and changed documents are those of earlier nights.")
                .table(new SmallTable(
                        COLUMNS, newestFirst.stream().map(RegistryData::row).toList()));
    }

    private static Row row(RegistryNight night) {
        return RowFactory.create(
                (long) night.number(),
                night.finished(),
                night.text("new_documents"),
                night.text("new_held_out_documents"),
                night.text("recent_held_out_documents"),
                night.text("new_examples"),
                night.text("replayed_examples"),
                night.text("removed_documents"),
                night.text("changed_documents"),
                NumberText.nats(night.number("surprise")),
                share(night.number("unk_share")),
                NumberText.seconds(night.number("seconds")));
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f %%", 100 * value);
    }
}
