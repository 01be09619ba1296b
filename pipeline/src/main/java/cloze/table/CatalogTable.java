package cloze.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of a catalog that rows are appended to. Any version of this program may have made it: columns that it lacks are added to
 * it, and columns that the rows lack stay empty.
 *
 * @param name as in SQL, within a catalog or the session's own
 */
public record CatalogTable(SparkSession spark, String name) {
    /** Returns the table {@code name} of {@code space}, a catalog with a namespace, or a database. */
    public static CatalogTable in(SparkSession spark, String space, String name) {
        return new CatalogTable(spark, space + ".`" + name + "`");
    }

    /** Creates {@code space} unless it is there. Fails if its catalog is not. */
    public static void requireSpace(SparkSession spark, String space) {
        spark.sql("CREATE NAMESPACE IF NOT EXISTS " + space);
    }

    /** Returns whether a row has {@code value} in {@code column}. */
    public boolean has(String column, String value) {
        return spark.catalog().tableExists(name)
                && Arrays.asList(spark.table(name).columns()).contains(column)
                && !spark.table(name).where(col(column).equalTo(value)).limit(1).isEmpty();
    }

    /** Appends {@code rows}, in one commit where the table has commits. */
    public void append(SmallTable rows) {
        append(spark.createDataFrame(rows.rows(), nullable(rows.schema())).coalesce(1));
    }

    private void append(Dataset<Row> rows) {
        if (spark.catalog().tableExists(name)) {
            List<String> missing = new ArrayList<>();
            StructType there = spark.table(name).schema();
            for (StructField field : rows.schema().fields()) {
                if (find(there, field.name()).isEmpty()) {
                    missing.add(definition(field));
                }
            }
            if (!missing.isEmpty()) {
                spark.sql("ALTER TABLE %s ADD COLUMNS (%s)".formatted(name, String.join(", ", missing)));
            }
        } else {
            String columns = Arrays.stream(rows.schema().fields())
                    .map(CatalogTable::definition)
                    .collect(Collectors.joining(", "));
            spark.sql("CREATE TABLE %s (%s)%s".formatted(name, columns, format()));
        }
        Column[] columns = Arrays.stream(spark.table(name).schema().fields())
                .map(field -> find(rows.schema(), field.name())
                        .map(own -> col("`" + own.name() + "`"))
                        .orElse(lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new);
        rows.select(columns).write().insertInto(name);
    }

    /** The session's own catalog would take Hive's text files, which know no line ends in a text. */
    private String format() {
        String first = name.substring(0, name.indexOf('.')).replace("`", "");
        boolean isOwn = spark.conf().getOption("spark.sql.catalog." + first).isEmpty() || first.equals("spark_catalog");
        return isOwn ? " USING " + spark.conf().get("spark.sql.sources.default") : "";
    }

    private static Optional<StructField> find(StructType schema, String name) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String definition(StructField field) {
        return "`%s` %s".formatted(field.name(), field.dataType().sql());
    }

    /** A column that one version always fills may be left out by another. */
    private static StructType nullable(StructType schema) {
        var all = new StructType();
        for (StructField field : schema.fields()) {
            all = all.add(field.name(), field.dataType());
        }
        return all;
    }
}
