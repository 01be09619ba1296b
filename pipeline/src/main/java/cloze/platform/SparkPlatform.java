package cloze.platform;

import cloze.error.WrongPlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.security.UserGroupInformation;
import scala.util.Properties;

/**
 * A Spark and its Scala. A build for one platform does not link on another, so programs check before they use Spark.
 *
 * @param spark version of Spark, such as 3.5.9
 * @param scala version of Scala, such as 2.12 or 2.12.18
 */
public record SparkPlatform(String spark, String scala) {
    private static final String SUPPORTED = "Spark 3.5 with Scala 2.12 and Spark 4 with Scala 2.13";

    /** Checked once per process. */
    private static final class Checked {
        private static final String FAULT = builtFor().faultOn(running());
    }

    /**
     * Fails if this process runs another Spark or Scala than the build is for.
     *
     * @throws WrongPlatformException naming both, and the build to use
     */
    public static void require() {
        if (!Checked.FAULT.isEmpty()) {
            throw new WrongPlatformException(Checked.FAULT);
        }
    }

    /**
     * Fails if this Java is too new for the Hadoop on the class path: Java 24 removed what Hadoop before 3.4.2 calls to
     * find out the user.
     *
     * @throws WrongPlatformException naming both
     */
    public static void requireJava() {
        try {
            UserGroupInformation.getCurrentUser();
        } catch (UnsupportedOperationException e) {
            throw new WrongPlatformException(
                    "Java %s is too new for the Hadoop of Spark %s (%s); run it on Java 17"
                            .formatted(Runtime.version().feature(), running().spark(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Finding out the user", e);
        }
    }

    /** Returns the platform that the build is for. */
    static SparkPlatform builtFor() {
        try (InputStream in = SparkPlatform.class.getResourceAsStream("platform.properties")) {
            var properties = new java.util.Properties();
            properties.load(in);
            return new SparkPlatform(properties.getProperty("spark"), properties.getProperty("scala"));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading platform.properties", e);
        }
    }

    /** Returns the platform of this process. */
    static SparkPlatform running() {
        return new SparkPlatform(org.apache.spark.package$.MODULE$.SPARK_VERSION(), Properties.versionNumberString());
    }

    /** Returns why a build for this platform does not run on {@code other}, in one line; empty if it does. */
    String faultOn(SparkPlatform other) {
        // A build without Maven leaves its placeholders unresolved; it runs where it was compiled.
        if (spark.startsWith("$") || line().equals(other.line())) {
            return "";
        }
        String remedy = other.isSupported()
                ? "use the build for it: cloze-jobs_%s or cloze-pipeline_%s"
                        .formatted(binary(other.scala), binary(other.scala))
                : "there is no build for it; supported are " + SUPPORTED;
        return "This build is for Spark %s with Scala %s, and this is Spark %s with Scala %s; %s"
                .formatted(sparkLine(spark), binary(scala), other.spark, other.scala, remedy);
    }

    private boolean isSupported() {
        return line().equals("3.5/2.12") || line().equals("4/2.13");
    }

    /** Returns what a build needs to be the same: Spark 4 keeps its interfaces from release to release, 3.5 is the last of 3. */
    private String line() {
        return sparkLine(spark) + "/" + binary(scala);
    }

    private static String sparkLine(String version) {
        return version.startsWith("3.") ? binary(version) : version.replaceFirst("\\..*", "");
    }

    /** Returns the first two numbers of a version. */
    private static String binary(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }
}
