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
 * The lease of a run, released when the run ends or when its process is asked to end (SIGTERM), so that the next run need not wait until it
 * expires. A run that goes on for a moment while its process ends makes no more changes.
 *
 * @param lease the registry's
 * @param release what a process that ends does with it
 */
record HeldLease(Lease lease, Runnable release) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    /** Before Spark's session ends and file systems are closed. */
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
