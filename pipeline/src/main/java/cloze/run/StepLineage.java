package cloze.run;

import cloze.config.CorpusInput;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.provenance.CodeVersion;
import cloze.table.StoredPath;
import cloze.tracking.LineageDataset;
import cloze.tracking.LineageRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What a step reads and writes, in the terms of lineage. */
final class StepLineage {
    private StepLineage() {}

    /** @param fingerprint of the run, the version of its output */
    static LineageRun.Work of(Step step, RunConfig config, SparkSession spark, String fingerprint) throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<LineageDataset> read = new ArrayList<>();
        for (String input : step.inputs(config)) {
            read.add(LineageDataset.at(qualified(StoredPath.of(input), hadoop), ""));
        }
        if (Section.readsCorpus(step.sections(), config)) {
            String namespace = config.tracking().namespace();
            config.corpus().input().stream()
                    .filter(input -> input.kind() != CorpusInput.Kind.FILES)
                    .map(input -> new LineageDataset(namespace, input.named(), input.version()))
                    .forEach(read::add);
        }
        return new LineageRun.Work(
                step.name(),
                read,
                LineageDataset.at(qualified(step.output(config), hadoop), fingerprint),
                spark.version(),
                CodeVersion.current().version());
    }

    private static Path qualified(Path path, Configuration hadoop) throws IOException {
        return path.getFileSystem(hadoop).makeQualified(path);
    }
}
