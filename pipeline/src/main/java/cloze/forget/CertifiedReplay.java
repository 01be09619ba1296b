package cloze.forget;

import cloze.error.InvalidInputException;
import cloze.provenance.CodeVersion;
import cloze.release.registry.Registry;
import cloze.release.registry.RunsTable;
import cloze.release.registry.Version;
import cloze.retrain.RegistryState;
import cloze.retrain.RunRow;
import cloze.retrain.RunRow.Past;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Compares replayed nights with what they replace.
 *
 * @param staged the registry of the replayed nights
 */
record CertifiedReplay(SparkSession spark, ForgettingOrder order, Registry staged) {
    /**
     * Returns the certificate of the order.
     *
     * @param notes what was not repeated as it was
     * @throws InvalidInputException if no replayed night has made a version, and none before is kept
     */
    Certificate certificate(List<String> notes) throws IOException {
        ReplayPlan plan = order.plan();
        return new Certificate(
                order.id(),
                RunRow.now(),
                CodeVersion.current(),
                Certificate.hashed(order.found()),
                order.found().unknown().size(),
                order.found().documents(),
                order.cost().examples(),
                order.cost().partners(),
                changedPartners(),
                plan.nights().size(),
                removed(),
                replacing(),
                new Certificate.Champions(
                        plan.registry().champion().map(Version::number).orElse(0), champion()),
                notes);
    }

    private int champion() throws IOException {
        return staged.champion()
                .map(Version::number)
                .orElseThrow(() -> new InvalidInputException(
                        "Registry %s: without these documents no night makes a version, and nothing was forgotten. To forget all, remove the folder"
                                .formatted(order.plan().registry().folder())));
    }

    private long changedPartners() throws IOException {
        ReplayPlan plan = order.plan();
        List<Integer> before = plan.nights().stream().map(Past::version).toList();
        List<Integer> after = RegistryState.read(spark, staged).past().stream()
                .filter(Past::madeVersion)
                .map(Past::version)
                .filter(number -> number >= plan.from())
                .toList();
        return after.isEmpty()
                ? 0
                : Cost.changed(Cost.pairs(spark, plan.registry(), before), Cost.pairs(spark, staged, after));
    }

    private List<Certificate.Weights> removed() throws IOException {
        ReplayPlan plan = order.plan();
        List<Certificate.Weights> removed = new ArrayList<>();
        for (Past run : plan.nights()) {
            Optional<Version> kept = plan.registry().version(run.version());
            removed.add(
                    kept.isPresent()
                            ? Certificate.Weights.of(hadoop(), kept.get())
                            : new Certificate.Weights(run.version(), name(run), ""));
        }
        return removed;
    }

    private List<Certificate.Weights> replacing() throws IOException {
        List<Certificate.Weights> replacing = new ArrayList<>();
        for (Version version : staged.versions()) {
            if (version.number() >= order.plan().from()) {
                replacing.add(Certificate.Weights.of(hadoop(), version));
            }
        }
        return replacing;
    }

    private String name(Past run) {
        ReplayPlan plan = order.plan();
        return (String) plan.table().value(plan.row(plan.runs().indexOf(run)), RunsTable.RUN);
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
