package cloze.corpus;

import cloze.config.CorpusConfig;
import cloze.config.GeneratorConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Configurations for tests: English, "text", blank lines, a fifth held out, nothing generated, unless said otherwise. */
final class Corpora {
    static final GeneratorConfig NO_GENERATOR = new GeneratorConfig(GeneratorConfig.Kind.NONE, 1, 1, 5);

    private Corpora() {}

    static CorpusConfig of(Path... inputs) {
        return of(CorpusConfig.Format.AUTO, CorpusConfig.DocumentSplit.BLANK_LINE, inputs);
    }

    static CorpusConfig of(CorpusConfig.Format format, CorpusConfig.DocumentSplit split, Path... inputs) {
        List<String> input = Arrays.stream(inputs).map(Path::toString).toList();
        return new CorpusConfig(input, format, "text", split, "en", 0.2, NO_GENERATOR);
    }

    static CorpusConfig generated(GeneratorConfig generator) {
        return new CorpusConfig(
                List.of(),
                CorpusConfig.Format.AUTO,
                "text",
                CorpusConfig.DocumentSplit.BLANK_LINE,
                "en",
                0.2,
                generator);
    }
}
