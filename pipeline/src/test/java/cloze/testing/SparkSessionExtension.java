package cloze.testing;

import cloze.platform.ProcessFreeFileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One local session per JVM, handed to any test that asks for a {@link SparkSession} parameter. */
public final class SparkSessionExtension implements ParameterResolver {
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
        // Tasks that fail are tried again, as on a cluster.
        private final SparkSession session = SparkSession.builder()
                .master("local[2,4]")
                .appName("tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "3")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.hadoop." + ProcessFreeFileSystem.SETTING, ProcessFreeFileSystem.class.getName())
                // All tests of a JVM share the cache. An evicted class is generated, compiled and warmed up again.
                .config("spark.sql.codegen.cache.maxEntries", "5000")
                .getOrCreate();

        @Override
        public void close() {
            session.stop();
        }
    }
}
