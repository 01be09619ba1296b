package cloze.jobs;

import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model folder as transformers' BertModel without a pooler leaves it. */
final class EncoderAlone {
    private EncoderAlone() {}

    /** The encoder of the model in {@code whole}, written to {@code folder}. */
    static Path of(Path whole, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("config.json", "vocab.txt")) {
            Files.copy(whole.resolve(name), folder.resolve(name));
        }
        Path weights = whole.resolve("model.safetensors");
        List<Tensor> encoder = Safetensors.read(Files.newInputStream(weights), Files.size(weights), "whole").stream()
                .filter(tensor -> tensor.name().startsWith("bert.e"))
                .map(tensor -> new Tensor(tensor.name().substring("bert.".length()), tensor.shape(), tensor.values()))
                .toList();
        try (var out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            Safetensors.write(out, encoder);
        }
        return folder;
    }
}
