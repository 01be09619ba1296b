package cloze.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A corpus and settings on which every job takes seconds. */
final class SmallCorpus {
    private static final List<String> WHO = List.of("Anna", "Peter", "The captain", "An old friend", "My neighbour");
    private static final List<String> DID = List.of("found", "painted", "carried", "forgot", "sold", "mended");
    private static final List<String> WHAT = List.of("the boat", "a red door", "seven apples", "the map", "his coat");

    private SmallCorpus() {}

    /** 40 documents of 2 to 9 sentences, a blank line between them. */
    static Path write(Path folder) throws IOException {
        return Files.writeString(folder.resolve("corpus.txt"), documents(7, 40));
    }

    /** {@code count} documents of the same kind; others for another {@code seed}. */
    static String documents(int seed, int count) {
        var text = new StringBuilder();
        int draw = seed;
        for (int document = 0; document < count; document++) {
            for (int sentence = 0; sentence < 2 + document % 8; sentence++) {
                draw = draw * 1103515245 + 12345;
                int number = draw >>> 8;
                text.append(WHO.get(number % 5))
                        .append(' ')
                        .append(DID.get(number / 5 % 6))
                        .append(' ')
                        .append(WHAT.get(number / 30 % 5))
                        .append(" on day ")
                        .append(number / 150 % 30)
                        .append(".\n");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Arguments of a prepare run. */
    static String[] prepare(String input, String output) {
        return settings(
                "corpus.input=\"" + input + "\"",
                "corpus.validation-fraction=0.2",
                "vocabulary.vocab-size=120",
                "examples.max-seq-length=40",
                "examples.max-predictions-per-seq=6",
                "output=\"" + output + "\"");
    }

    /** Arguments of a pretrain run: dropout on, two workers, a last round that is not full. */
    static String[] pretrain(String prepared, String output, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "prepared=\"" + prepared + "\"",
                "output=\"" + output + "\"",
                "network.hidden-size=16",
                "network.intermediate-size=32",
                "network.max-position-embeddings=40",
                "training.train-batch-size=4",
                "training.averaging-frequency=2",
                "training.epochs=3",
                "training.learning-rate=1e-3",
                "training.checkpoint-every=1"));
        settings.addAll(List.of(more));
        return settings(settings.toArray(String[]::new));
    }

    static String[] settings(String... settings) {
        List<String> arguments = new ArrayList<>();
        for (String setting : settings) {
            arguments.add("--set");
            arguments.add(setting);
        }
        return arguments.toArray(String[]::new);
    }
}
