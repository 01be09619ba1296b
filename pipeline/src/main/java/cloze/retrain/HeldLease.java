package cloze.retrain;

import cloze.config.RunConfig;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of a run. It is released when the run ends or its process receives SIGTERM, so that the next run need not
 * wait for its expiry. A run that continues briefly while its process shuts down makes no more changes.
 *
 * @param lease the lease of the registry
 * @param release the shutdown hook that releases the lease
 */
record HeldLease(Lease lease, Runnable release) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    /** Runs before the Spark session ends and file systems are closed. */
    private static final int PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 60;

    static HeldLease acquire(Registry registry, RunConfig config) throws IOException {
        Lease lease = registry.acquire(
                Duration.ofMillis(Math.round(config.retrain().lease().seconds() * 1000)));
        Runnable release = () -> close(lease);
        ShutdownHookManager.get().addShutdownHook(release, PRIORITY);
        return new HeldLease(lease, release);
    }

    private static void close(Lease lease) {
        try {
            lease.close();
        } catch (IOException e) {
            LOG.warn("The lease could not be released; it expires", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(release);
        }
        lease.close();
    }
}
