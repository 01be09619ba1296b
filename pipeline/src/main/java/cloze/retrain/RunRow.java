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
 * What the runs table says of one run of retraining. A number that there is none of is 0 for a version and NaN for a measure; its cell is empty.
 *
 * @param run names the run
 * @param finished when it had its result, ISO-8601 UTC with milliseconds
 * @param outcome what came of it
 * @param version the version it made, or went back to
 * @param before the champion it found
 * @param amounts how much it trained on
 * @param compared champion and challenger
 * @param drift how the new documents differ
 * @param seconds wall time until the result; of a run that was killed and went on, of its last part
 * @param reason in words
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

    /** What came of a run. */
    public enum Outcome {
        /** The challenger is the champion. */
        PROMOTED,
        /** The champion stays, the challenger is a version beside it. */
        KEPT,
        NOTHING_NEW,
        FAILED,
        /** The champion is the one before, by an operator's order. */
        ROLLED_BACK;

        /** As it stands in the table. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * What a run trained on.
     *
     * @param documents new ones
     * @param heldOutDocuments new ones that are held out
     * @param fresh training examples of new documents
     * @param replayed training examples of earlier runs
     */
    public record Amounts(long documents, long heldOutDocuments, long fresh, long replayed) {
        public static final Amounts NONE = new Amounts(0, 0, 0, 0);
    }

    /**
     * Losses in nats.
     *
     * @param champion on the frozen held-out documents
     * @param challenger there
     * @param gain how much the challenger is better
     * @param low lower end of its 95 % interval
     * @param high upper end
     * @param onNew the gain on new held-out documents
     */
    public record Compared(double champion, double challenger, double gain, double low, double high, double onNew) {
        public static final Compared NONE =
                new Compared(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        /** Of a first version, which has none to be compared with. */
        static Compared alone(double loss) {
            return new Compared(Double.NaN, loss, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
    }

    /**
     * How the new training documents differ from the first.
     *
     * @param unkShare share of [UNK] among their tokens
     * @param growth that share less the one of the documents the registry began with
     * @param surprise the champion's masked-word loss on them less that on the frozen held-out documents
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

    private static final String OUTCOME = "outcome";
    private static final String VERSION = "version";
    private static final String BEFORE = "champion_before";

    static final StructType SCHEMA = new StructType()
            .add(RunsTable.RUN, DataTypes.StringType)
            .add(RunsTable.FINISHED, DataTypes.StringType)
            .add(OUTCOME, DataTypes.StringType)
            .add(VERSION, DataTypes.LongType)
            .add(BEFORE, DataTypes.LongType)
            .add("champion", DataTypes.LongType)
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
            .add("reason", DataTypes.StringType);

    /** A row of a run that made no version, called by its time: only one run at a time has a result. */
    static RunRow without(Outcome outcome, int before, double seconds, String reason) {
        String now = now();
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

    /** The time as rows have it: their order is that of their texts. */
    public static String now() {
        return TIME.format(Instant.now());
    }

    /** The same of a run whose version has this number. */
    RunRow withVersion(int number) {
        return new RunRow(run, finished, outcome, number, before, amounts, compared, drift, seconds, reason);
    }

    /** The champion that the run leaves; 0: none. */
    int champion() {
        return outcome == Outcome.PROMOTED || outcome == Outcome.ROLLED_BACK ? version : before;
    }

    /** The run's last line. */
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
                reason);
    }

    private static Long number(int version) {
        return version == 0 ? null : Long.valueOf(version);
    }

    private static Double number(double measure) {
        return Double.isFinite(measure) ? measure : null;
    }

    /**
     * What later runs take from a row of the table.
     *
     * @param outcome its label
     * @param version the version made; 0: none
     * @param before the champion found; 0: none
     */
    public record Past(String outcome, int version, int before) {
        static Past of(SmallTable table, Row row) {
            return new Past(
                    (String) table.value(row, OUTCOME), number(table, row, VERSION), number(table, row, BEFORE));
        }

        private static int number(SmallTable table, Row row, String column) {
            Object value = table.value(row, column);
            return value == null ? 0 : Math.toIntExact((Long) value);
        }

        boolean is(Outcome one) {
            return outcome.equals(one.label());
        }
    }
}
