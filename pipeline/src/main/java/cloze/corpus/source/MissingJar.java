package cloze.corpus.source;

import cloze.config.CorpusInput;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import scala.util.Properties;

/** Says which jar a session lacks to read an input, and how to add it. The jars of table formats are the user's. */
final class MissingJar {
    private static final Pattern CATALOG =
            Pattern.compile("Cannot find catalog plugin class for catalog '?([^:']+)'?: (\\S*\\w)");

    private static final Pattern FORMAT = Pattern.compile("DATA_SOURCE_NOT_FOUND|[Ff]ailed to find (the )?data source");

    private static final Pattern DELTA_SESSION = Pattern.compile("DELTA_CONFIGURE_SPARK_SESSION");

    private MissingJar() {}

    /** Returns a rule for the user; empty if {@code causes} tell of something else. */
    static Optional<String> hint(SparkSession spark, CorpusInput input, List<Throwable> causes) {
        for (Throwable cause : causes) {
            String text = cause.toString();
            Matcher catalog = CATALOG.matcher(text);
            if (catalog.find()) {
                return Optional.of("the class of catalog %s, %s, is on no jar of this session; %s"
                        .formatted(catalog.group(1), catalog.group(2), jar(spark, catalog.group(2))));
            }
            if (FORMAT.matcher(text).find()) {
                String format = input.format().isEmpty() ? text : input.format();
                return Optional.of("no jar of this session has a data source of this name (%s); %s"
                        .formatted(TableFault.line(cause), jar(spark, format)));
            }
            if (DELTA_SESSION.matcher(text).find()) {
                return Optional.of(
                        "the session is not set up for Delta; add --spark spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension --spark spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog");
            }
        }
        return Optional.empty();
    }

    /** @param hint a text that names the format: the name of a class or of a data source */
    private static String jar(SparkSession spark, String hint) {
        String scala = String.join(
                ".", List.of(Properties.versionNumberString().split("\\.")).subList(0, 2));
        String release = String.join(".", List.of(spark.version().split("\\.")).subList(0, 2));
        String text = hint.toLowerCase(Locale.ROOT);
        String artifact = "GROUP:ARTIFACT:VERSION";
        if (text.contains("iceberg")) {
            artifact = "org.apache.iceberg:iceberg-spark-runtime-%s_%s:1.10.0".formatted(release, scala);
        } else if (text.contains("delta")) {
            artifact = "io.delta:delta-spark_%s:%s".formatted(scala, release.startsWith("3") ? "3.3.2" : "4.0.0");
        } else if (text.contains("avro")) {
            artifact = "org.apache.spark:spark-avro_%s:%s".formatted(scala, spark.version());
        }
        return "add its jar: --spark spark.jars.packages=%s, or --spark spark.jars=FILE without access to Maven Central"
                .formatted(artifact);
    }
}
