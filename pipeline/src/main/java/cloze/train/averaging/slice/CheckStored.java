package cloze.train.averaging.slice;

import cloze.error.CorruptArtifactException;
import cloze.train.state.StoredState;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Synchronisation;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Checks one file of a stored state. Returns what is wrong with it, or nothing: Spark would repeat a task that fails,
 * and report the exception as text.
 *
 * @param rule rule of combination, which decides what the state consists of
 * @param stored the state
 * @param hadoop gives access to its file system
 */
record CheckStored(Rule rule, StoredState stored, SerializableConfiguration hadoop)
        implements Function<String, String> {
    /**
     * Checks all files, each in its own task.
     *
     * @throws CorruptArtifactException if one is damaged
     */
    static void require(JavaSparkContext spark, Rule rule, StoredState stored) {
        List<String> names = stored.names();
        var check = new CheckStored(rule, stored, new SerializableConfiguration(spark.hadoopConfiguration()));
        for (String fault : spark.parallelize(names, names.size()).map(check).collect()) {
            if (!fault.isEmpty()) {
                throw new CorruptArtifactException(fault);
            }
        }
    }

    @Override
    public String call(String name) throws IOException {
        try {
            stored.check(hadoop.value(), name, Synchronisation.first(rule, 1));
            return "";
        } catch (CorruptArtifactException e) {
            return e.getMessage();
        } catch (ChecksumException e) {
            return "%s/%s: expected an unchanged file, found %s; delete the folder to resume from an older checkpoint"
                    .formatted(stored.folder(), name, e.getMessage());
        }
    }
}
