package cloze.retrain;

import cloze.release.registry.RunsTable;
import cloze.table.SmallTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A row of the runs table, for one retrain run. A missing version is 0 and a missing measure NaN; both become empty
 * cells.
 *
 * @param run name of the run
 * @param finished time of the result, ISO-8601 UTC with milliseconds
 * @param outcome outcome of the run
 * @param version the version that the run made, or rolled back to
 * @param before the champion at the start of the run
 * @param amounts amounts of data
 * @param compared comparison of champion and challenger
 * @param drift drift of the new documents
 * @param seconds wall time until the result; for a resumed run, only since it was resumed
 * @param reason the reason in words
 */
public record RunRow(
        String run,
        String finished,
        Outcome outcome,
        int version,
        int before,
        Amounts amounts,
        Compared compared,
        Drift drift,
        double seconds,
        String reason) {

    /** The outcome of a run. */
    public enum Outcome {
        /** The challenger became the champion. */
        PROMOTED,
        /** The champion stayed; the challenger was kept as a version. */
        KEPT,
        NOTHING_NEW,
        FAILED,
        /** An operator made the previous champion the champion again. */
        ROLLED_BACK;

        /** Returns the value as written in the table. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * Amounts of data of a run.
     *
     * @param documents new training documents
     * @param heldOutDocuments new held-out documents
     * @param fresh training examples from new documents
     * @param replayed training examples of earlier runs
     * @param removed documents of earlier runs that are no longer in the corpus
     * @param changed those that have another text now; not counted as removed
     */
    public record Amounts(
            long documents, long heldOutDocuments, long fresh, long replayed, long removed, long changed) {
        public static final Amounts NONE = new Amounts(0, 0, 0, 0, 0, 0);

        /** Returns the entry of a run that trained on nothing. */
        static Amounts gone(long removed, long changed) {
            return new Amounts(0, 0, 0, 0, removed, changed);
        }
    }

    /**
     * Losses of champion and challenger, in nats.
     *
     * @param champion loss of the champion on the frozen held-out documents
     * @param challenger loss of the challenger on the same documents
     * @param gain how much lower the challenger's loss is
     * @param low lower end of the 95 % interval of the gain
     * @param high upper end of the interval
     * @param onNew the gain on new held-out documents
     * @param evidence what alpha spending decided from
     */
    public record Compared(
            double champion, double challenger, double gain, double low, double high, double onNew, Evidence evidence) {
        public static final Compared NONE =
                new Compared(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Evidence.NONE);

        public Compared {
            // A result that an earlier release wrote has none.
            evidence = evidence == null ? Evidence.NONE : evidence;
        }

        /** Returns the entry of a first version, which has no champion to compare with. */
        static Compared alone(double loss) {
            return new Compared(Double.NaN, loss, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Evidence.NONE);
        }
    }

    /**
     * Drift of the new training documents.
     *
     * @param unkShare share of [UNK] among their tokens
     * @param growth that share minus the share in the documents the registry began with
     * @param surprise the champion's masked-word loss on them minus its loss on the frozen held-out documents
     */
    public record Drift(double unkShare, double growth, double surprise) {
        public static final Drift NONE = new Drift(Double.NaN, Double.NaN, Double.NaN);

        Drift withSurprise(double nats) {
            return new Drift(unkShare, growth, nats);
        }
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static final String OUTCOME = "outcome";
    static final String VERSION = "version";
    static final String BEFORE = "champion_before";
    private static final String CHAMPION = "champion";
    static final String SPENT = "spent";

    static final StructType SCHEMA = new StructType()
            .add(RunsTable.RUN, DataTypes.StringType)
            .add(RunsTable.FINISHED, DataTypes.StringType)
            .add(OUTCOME, DataTypes.StringType)
            .add(VERSION, DataTypes.LongType)
            .add(BEFORE, DataTypes.LongType)
            .add(CHAMPION, DataTypes.LongType)
            .add("new_documents", DataTypes.LongType)
            .add("new_held_out_documents", DataTypes.LongType)
            .add("new_examples", DataTypes.LongType)
            .add("replayed_examples", DataTypes.LongType)
            .add("champion_loss", DataTypes.DoubleType)
            .add("challenger_loss", DataTypes.DoubleType)
            .add("gain", DataTypes.DoubleType)
            .add("gain_low", DataTypes.DoubleType)
            .add("gain_high", DataTypes.DoubleType)
            .add("gain_on_new", DataTypes.DoubleType)
            .add("unk_share", DataTypes.DoubleType)
            .add("unk_growth", DataTypes.DoubleType)
            .add("surprise", DataTypes.DoubleType)
            .add("seconds", DataTypes.DoubleType)
            .add("reason", DataTypes.StringType)
            .add("removed_documents", DataTypes.LongType)
            .add("changed_documents", DataTypes.LongType)
            .add("p_value", DataTypes.DoubleType)
            .add(SPENT, DataTypes.DoubleType)
            .add("spent_in_year", DataTypes.DoubleType)
            .add("false_promotions", DataTypes.DoubleType)
            .add("recent_held_out_documents", DataTypes.LongType)
            .add("gain_on_recent", DataTypes.DoubleType)
            .add("gain_on_recent_low", DataTypes.DoubleType)
            .add("gain_on_recent_high", DataTypes.DoubleType);

    /**
     * Returns the row of a run that made no version. It is named after the current time, which is unique because only
     * one run at a time has a result.
     */
    static RunRow without(Outcome outcome, int before, double seconds, String reason) {
        return without(Instant.now(), outcome, before, seconds, reason);
    }

    /** Returns the row of a run that made no version and ended at {@code finished}. */
    static RunRow without(Instant finished, Outcome outcome, int before, double seconds, String reason) {
        String now = shown(finished);
        return new RunRow(
                now.replaceAll("[^0-9TZ]", ""),
                now,
                outcome,
                0,
                before,
                Amounts.NONE,
                Compared.NONE,
                Drift.NONE,
                seconds,
                reason);
    }

    /** Returns the current time in the format of the table, which sorts chronologically as text. */
    public static String now() {
        return shown(Instant.now());
    }

    /** Returns {@code time} in the format of the table. */
    public static String shown(Instant time) {
        return TIME.format(time);
    }

    /** Returns this row with other amounts. */
    RunRow with(Amounts other) {
        return new RunRow(run, finished, outcome, version, before, other, compared, drift, seconds, reason);
    }

    /** Returns this row with {@code number} as its version. */
    RunRow withVersion(int number) {
        return new RunRow(run, finished, outcome, number, before, amounts, compared, drift, seconds, reason);
    }

    /** Returns {@code row}, of a run that left the champion as it was, for a registry in which that is {@code champion}. */
    static Row staying(Row row, int champion) {
        Object[] values = new Object[SCHEMA.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        values[SCHEMA.fieldIndex(BEFORE)] = number(champion);
        values[SCHEMA.fieldIndex(CHAMPION)] = number(champion);
        return RowFactory.create(values);
    }

    /** Returns the number of the champion after the run; 0 if there is none. */
    int champion() {
        return outcome == Outcome.PROMOTED || outcome == Outcome.ROLLED_BACK ? version : before;
    }

    /** Returns the last line that the run prints. */
    public String line() {
        return switch (outcome) {
            case PROMOTED -> "promoted version %d: %s".formatted(version, reason);
            case KEPT -> "kept version %d: %s".formatted(before, reason);
            case NOTHING_NEW -> "nothing new: version %d stays".formatted(before);
            case FAILED -> "failed: " + reason;
            case ROLLED_BACK -> "rolled back to version %d".formatted(version);
        };
    }

    Row row() {
        return RowFactory.create(
                run,
                finished,
                outcome.label(),
                number(version),
                number(before),
                number(champion()),
                amounts.documents(),
                amounts.heldOutDocuments(),
                amounts.fresh(),
                amounts.replayed(),
                number(compared.champion()),
                number(compared.challenger()),
                number(compared.gain()),
                number(compared.low()),
                number(compared.high()),
                number(compared.onNew()),
                number(drift.unkShare()),
                number(drift.growth()),
                number(drift.surprise()),
                seconds,
                reason,
                amounts.removed(),
                amounts.changed(),
                number(compared.evidence().pValue()),
                number(compared.evidence().spent()),
                number(compared.evidence().spentInYear()),
                number(compared.evidence().budget()),
                compared.evidence().recent().documents(),
                number(compared.evidence().recent().gain()),
                number(compared.evidence().recent().low()),
                number(compared.evidence().recent().high()));
    }

    private static Long number(int version) {
        return version == 0 ? null : Long.valueOf(version);
    }

    private static Double number(double measure) {
        return Double.isFinite(measure) ? measure : null;
    }

    /**
     * The part of a row that later runs need.
     *
     * @param outcome label of the outcome
     * @param version the version made; 0 if none
     * @param before the champion at the start of the run; 0 if none
     * @param finished time of the result
     * @param spent probability of a false promotion that the run has spent; NaN if it spent none
     */
    public record Past(String outcome, int version, int before, Instant finished, double spent) {
        /** A run that spent nothing, at the beginning of time. */
        public Past(String outcome, int version, int before) {
            this(outcome, version, before, Instant.EPOCH, Double.NaN);
        }

        static Past of(SmallTable table, Row row) {
            Object spent = table.value(row, SPENT);
            return new Past(
                    (String) table.value(row, OUTCOME),
                    number(table, row, VERSION),
                    number(table, row, BEFORE),
                    Instant.parse((String) table.value(row, RunsTable.FINISHED)),
                    spent == null ? Double.NaN : (Double) spent);
        }

        private static int number(SmallTable table, Row row, String column) {
            Object value = table.value(row, column);
            return value == null ? 0 : Math.toIntExact((Long) value);
        }

        /** Returns whether the run had this outcome. */
        public boolean is(Outcome one) {
            return outcome.equals(one.label());
        }

        /** Returns whether the run made a version, by training and comparing it. */
        public boolean madeVersion() {
            return is(Outcome.PROMOTED) || is(Outcome.KEPT);
        }
    }
}
