package cloze.corpus.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A session with a lake, one per JVM: catalog {@code lake} is Iceberg's, {@code shop} a database, and the session's own a
 * Hive metastore that also holds Delta tables. The session's own catalog needs settings that another session of the same JVM
 * could not have, so these tests run in a JVM of their own.
 */
public final class LakeSession implements ParameterResolver {
    /** An H2 database in memory. */
    static final String DATABASE = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(OpenSession.class, key -> new OpenSession(), OpenSession.class)
                .session;
    }

    @SuppressWarnings("deprecation") // JUnit 5.12 closes stored values only through this interface
    private static final class OpenSession implements ExtensionContext.Store.CloseableResource {
        private final SparkSession session = open();

        private static SparkSession open() {
            try {
                Path folder = Files.createTempDirectory("lake");
                System.setProperty(
                        "derby.stream.error.file", folder.resolve("derby.log").toString());
                return SparkSession.builder()
                        .master("local[2]")
                        .appName("lake tests")
                        .config("spark.ui.enabled", "false")
                        .config("spark.sql.shuffle.partitions", "2")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.sql.session.timeZone", "UTC")
                        .config("spark.sql.codegen.cache.maxEntries", "5000")
                        .config(
                                "spark.sql.warehouse.dir",
                                folder.resolve("warehouse").toUri().toString())
                        .config(
                                "spark.sql.extensions",
                                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,io.delta.sql.DeltaSparkSessionExtension")
                        .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
                        .config("spark.sql.catalog.lake.type", "hadoop")
                        .config(
                                "spark.sql.catalog.lake.warehouse",
                                folder.resolve("lake").toUri().toString())
                        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                        .config(
                                "spark.sql.catalog.shop",
                                "org.apache.spark.sql.execution.datasources.v2.jdbc.JDBCTableCatalog")
                        .config("spark.sql.catalog.shop.url", DATABASE)
                        .config("spark.sql.catalog.shop.driver", "org.h2.Driver")
                        .config("spark.sql.catalog.shop.pushDownLimit", "true")
                        .config("spark.databricks.delta.snapshotPartitions", "1")
                        .config("spark.sql.catalogImplementation", "hive")
                        .config(
                                "spark.hadoop.javax.jdo.option.ConnectionURL",
                                "jdbc:derby:memory:metastore;create=true")
                        .config("spark.hadoop.datanucleus.schema.autoCreateAll", "true")
                        .config("spark.hadoop.hive.metastore.schema.verification", "false")
                        .getOrCreate();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            session.stop();
        }
    }
}
