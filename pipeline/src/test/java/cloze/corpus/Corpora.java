package cloze.corpus;

import cloze.config.CorpusConfig;
import cloze.config.CorpusConfig.OnInvalid;
import cloze.config.CorpusInput;
import cloze.config.GeneratorConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Configurations for tests. Defaults: English, column "text", blank lines, a fifth held out, no generator. */
public final class Corpora {
    static final GeneratorConfig NO_GENERATOR = new GeneratorConfig(GeneratorConfig.Kind.NONE, 1, 1, 5);

    private Corpora() {}

    public static CorpusConfig of(Path... inputs) {
        return of(CorpusConfig.Format.AUTO, CorpusConfig.DocumentSplit.BLANK_LINE, inputs);
    }

    static CorpusConfig of(CorpusConfig.Format format, CorpusConfig.DocumentSplit split, Path... inputs) {
        return of(format, split, OnInvalid.FAIL, "", Arrays.stream(inputs).map(Corpora::once));
    }

    /** Reads JSON lines and Parquet with the id column "id". */
    static CorpusConfig withIds(Path... inputs) {
        return of(
                CorpusConfig.Format.AUTO,
                CorpusConfig.DocumentSplit.BLANK_LINE,
                OnInvalid.FAIL,
                "id",
                Arrays.stream(inputs).map(Corpora::once));
    }

    /** Reads JSON lines and Parquet with other columns. */
    static CorpusConfig columns(String text, String id, Path... inputs) {
        CorpusConfig usual = of(inputs);
        return new CorpusConfig(
                usual.input(),
                usual.format(),
                text,
                id,
                usual.documentSplit(),
                usual.lineEnd(),
                usual.onInvalid(),
                usual.language(),
                usual.validationFraction(),
                usual.generator());
    }

    public static CorpusConfig skipping(CorpusConfig.DocumentSplit split, Path... inputs) {
        return of(
                CorpusConfig.Format.AUTO,
                split,
                OnInvalid.SKIP,
                "",
                Arrays.stream(inputs).map(Corpora::once));
    }

    /** Reads one document per line. */
    static CorpusConfig weighted(CorpusInput... inputs) {
        return of(CorpusConfig.Format.TEXT, CorpusConfig.DocumentSplit.LINE, OnInvalid.FAIL, "", Stream.of(inputs));
    }

    private static CorpusInput once(Path path) {
        return new CorpusInput(path.toString());
    }

    private static CorpusConfig of(
            CorpusConfig.Format format,
            CorpusConfig.DocumentSplit split,
            OnInvalid onInvalid,
            String idColumn,
            Stream<CorpusInput> inputs) {
        return new CorpusConfig(
                inputs.toList(),
                format,
                "text",
                idColumn,
                split,
                CorpusConfig.LineEnd.SENTENCE,
                onInvalid,
                "en",
                0.2,
                NO_GENERATOR);
    }

    static CorpusConfig generated(GeneratorConfig generator) {
        return new CorpusConfig(
                List.of(),
                CorpusConfig.Format.AUTO,
                "text",
                "",
                CorpusConfig.DocumentSplit.BLANK_LINE,
                CorpusConfig.LineEnd.SENTENCE,
                OnInvalid.FAIL,
                "en",
                0.2,
                generator);
    }
}
