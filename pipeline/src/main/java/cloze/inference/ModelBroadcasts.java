package cloze.inference;

import cloze.parallel.SharedValue;
import cloze.provenance.InputIdentities;
import cloze.release.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The models that the driver has broadcast. A model is read and broadcast once for any number of transformers, until
 * its files change.
 */
final class ModelBroadcasts {
    private static final int MOST = 2;

    private static final Map<List<String>, SharedValue<ServedModel>> SENT = new LinkedHashMap<>(16, 0.75f, true);

    private ModelBroadcasts() {}

    /** Returns the model in {@code path}; see {@link TrainedModel#at}. */
    static synchronized SharedValue<ServedModel> of(SparkSession spark, String path) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<String> key = new ArrayList<>(List.of(path));
        key.addAll(InputIdentities.of(List.of(path), hadoop));
        return of(spark, key, () -> read(hadoop, path));
    }

    /** Returns {@code model}, broadcast. */
    static synchronized SharedValue<ServedModel> of(SparkSession spark, ServedModel model) {
        return of(spark, List.of(model.fingerprint()), () -> model);
    }

    private static SharedValue<ServedModel> of(SparkSession spark, List<String> identity, Supplier<ServedModel> maker) {
        List<String> key = new ArrayList<>(List.of(spark.sparkContext().applicationId()));
        key.addAll(identity);
        // Broadcasts of an earlier application no longer exist.
        SENT.keySet().removeIf(sent -> !sent.get(0).equals(key.get(0)));
        SharedValue<ServedModel> model = SENT.computeIfAbsent(key, sent -> SharedValue.of(spark, maker.get()));
        // Do not destroy the broadcast: existing plans may still use it. Spark cleans up after the last of them.
        while (SENT.size() > MOST) {
            SENT.remove(SENT.keySet().iterator().next());
        }
        return model;
    }

    private static ServedModel read(Configuration hadoop, String path) {
        try {
            return ServedModel.of(TrainedModel.at(hadoop, path));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the model " + path, e);
        }
    }
}
