package cloze.release;

import cloze.config.NetworkConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterShape;
import cloze.tensor.ElementType;
import cloze.tensor.Tensor;
import cloze.tensor.TensorEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Matches published tensors with the network that it should belong to. Compares names and shapes before
 * reading any weights.
 */
final class PublishedWeights {
    /** Maximum number of faults in a message. */
    private static final int MOST_FAULTS = 10;

    private final WeightFiles files;
    private final String origin;
    private final NetworkConfig network;
    private final List<String> labels;
    private final Map<String, PublishedTensor> expected = new TreeMap<>();

    /** The file's tensors by their present names. */
    private final Map<String, TensorEntry> found = new TreeMap<>();

    private final Set<ModelPart> missing = EnumSet.noneOf(ModelPart.class);

    /**
     * @param files the open files
     * @param network described by its config.json
     * @param labels classes of a classifier; empty to read the model as one with the heads of pre-training
     * @throws InvalidInputException if they do not belong to this network
     */
    PublishedWeights(WeightFiles files, NetworkConfig network, List<String> labels) {
        this.labels = List.copyOf(labels);
        this.files = files;
        this.origin = files.origin();
        this.network = network;
        requireRoom();
        PublishedTensor.all(network, labels.size()).forEach(tensor -> expected.put(tensor.name(), tensor));
        List<String> faults = new ArrayList<>();
        files.entries().forEach(entry -> file(entry).ifPresent(faults::add));
        for (ModelPart part : ModelPart.values()) {
            faults.addAll(absent(part));
        }
        if (!labels.isEmpty()) {
            missing.forEach(part -> faults.add("the %s is missing".formatted(part)));
        }
        if (!faults.isEmpty()) {
            String named = String.join("; ", faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
            int more = faults.size() - MOST_FAULTS;
            throw notOfTheNetwork(more > 0 ? "%s; and %d more".formatted(named, more) : named);
        }
    }

    /** Bounds the claimed number of layers by the number of tensors, before anything is allocated for them. */
    private void requireRoom() {
        int tensors = files.entries().size();
        if (network.numHiddenLayers() > tensors) {
            throw notOfTheNetwork("expected %d layers, found %d tensors".formatted(network.numHiddenLayers(), tensors));
        }
    }

    /** Records {@code entry} under its present name. Returns what is wrong with it, if anything. */
    private Optional<String> file(TensorEntry entry) {
        if (isIgnored(entry.name())) {
            return Optional.empty();
        }
        String name = PublishedName.present(entry.name());
        TensorEntry other = found.put(name, entry);
        PublishedTensor tensor = expected.get(PublishedName.untied(name));
        if (tensor == null) {
            return Optional.of("%s %s is not a tensor of it".formatted(entry.name(), entry.shape()));
        }
        if (other != null) {
            return Optional.of("%s and %s are names of the same tensor".formatted(other.name(), entry.name()));
        }
        if (!entry.type().isFloat()) {
            return Optional.of("%s: expected F64, F32, F16 or BF16, found %s; convert the weights to float32"
                    .formatted(entry.name(), entry.type()));
        }
        if (!tensor.shape().equals(entry.shape())) {
            return Optional.of(
                    "%s: expected shape %s, found %s".formatted(entry.name(), tensor.shape(), entry.shape()));
        }
        return Optional.empty();
    }

    /** Returns what {@code part} lacks. Any part but the encoder may be missing as a whole. */
    private List<String> absent(ModelPart part) {
        List<PublishedTensor> all = expected.values().stream()
                .filter(tensor -> tensor.part() == part)
                .toList();
        Set<String> present = new TreeSet<>();
        found.keySet().forEach(name -> present.add(PublishedName.untied(name)));
        List<String> absent = all.stream()
                .filter(tensor -> !present.contains(tensor.name()))
                .map(tensor -> "%s %s is missing".formatted(tensor.name(), tensor.shape()))
                .toList();
        if (part != ModelPart.ENCODER && absent.size() == all.size()) {
            if (!all.isEmpty()) {
                missing.add(part);
            }
            return List.of();
        }
        return absent;
    }

    /**
     * Reads the weights.
     *
     * @param seed for the initial values of missing parts
     * @throws InvalidInputException if a tied tensor differs from the one it is tied to
     * @throws CorruptArtifactException if the file is truncated or contains infinite or NaN values
     */
    ModelWeights read(long seed) throws IOException {
        Map<String, float[]> values = startValues(seed);
        List<Tensor> copies = new ArrayList<>();
        files.read(entry -> !isIgnored(entry.name()), tensor -> {
            requireNumbers(tensor);
            if (isCopy(tensor.name())) {
                copies.add(tensor);
            } else {
                PublishedTensor place = place(tensor);
                place.place(tensor.values(), values.get(place.parameter()));
            }
        });
        for (Tensor copy : copies) {
            requireEqual(copy, place(copy), values);
        }
        List<Tensor> parameters = ModelWeights.shapes(network, labels).stream()
                .map(parameter -> new Tensor(parameter.name(), parameter.extents(), values.get(parameter.name())))
                .toList();
        return new ModelWeights(network, parameters, missing, labels);
    }

    /** Draws the parameters of missing parts; the others are 0 until they are read. */
    private Map<String, float[]> startValues(long seed) {
        Map<String, ModelPart> parts = new TreeMap<>();
        expected.values().forEach(tensor -> parts.put(tensor.parameter(), tensor.part()));
        var initialization = new Initialization(network, seed);
        Map<String, float[]> values = new TreeMap<>();
        for (ParameterShape parameter : ModelWeights.shapes(network, labels)) {
            String name = parameter.name();
            values.put(
                    name,
                    missing.contains(parts.get(name))
                            ? initialization.values(parameter)
                            : new float[Math.toIntExact(parameter.length())]);
        }
        return values;
    }

    /** Ignores the classifier of a fine-tuned model that is read for its encoder, as transformers does. */
    private boolean isIgnored(String name) {
        return PublishedName.isIgnored(name) || (labels.isEmpty() && PublishedName.isOfClassifier(name));
    }

    /** Returns whether the tensor is tied to another one that the file also contains. */
    private boolean isCopy(String name) {
        String present = PublishedName.present(name);
        String untied = PublishedName.untied(present);
        return !untied.equals(present) && found.containsKey(untied);
    }

    private PublishedTensor place(Tensor tensor) {
        return expected.get(PublishedName.untied(PublishedName.present(tensor.name())));
    }

    private void requireNumbers(Tensor tensor) {
        for (float value : tensor.values()) {
            if (Float.isFinite(value)) {
                continue;
            }
            if (found.get(PublishedName.present(tensor.name())).type() == ElementType.F64) {
                throw new InvalidInputException(
                        "%s: expected %s to hold numbers of at most %s, found others; this network computes in float32, and they were stored as F64"
                                .formatted(origin, tensor.name(), Float.MAX_VALUE));
            }
            throw new CorruptArtifactException(
                    "%s: expected %s to hold finite numbers, found %s".formatted(origin, tensor.name(), value));
        }
    }

    private void requireEqual(Tensor copy, PublishedTensor original, Map<String, float[]> values) {
        if (!Arrays.equals(copy.values(), original.cut(values.get(original.parameter())))) {
            throw new InvalidInputException(
                    "%s: expected %s to equal %s, because the two are one tensor in this network, found other values"
                            .formatted(origin, copy.name(), original.name()));
        }
    }

    private InvalidInputException notOfTheNetwork(String faults) {
        return new InvalidInputException(
                "%s does not fit the network that its config.json describes: %s".formatted(origin, faults));
    }
}
