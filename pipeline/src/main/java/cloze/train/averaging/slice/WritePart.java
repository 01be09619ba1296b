package cloze.train.averaging.slice;

import cloze.tensor.Safetensors;
import cloze.train.state.StatePart;
import cloze.train.state.StoredState;
import cloze.train.state.WrittenFile;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.function.Function2;

/**
 * Writes one part of a checkpoint, the slices of a partition. Every attempt writes a file of its own, so that one that
 * is repeated, or that runs twice, cannot damage the file of another.
 *
 * @param plan the parts
 * @param folder the folder of the checkpoint
 */
record WritePart(PartPlan plan, SharedFolder folder)
        implements Function2<Integer, Iterator<Slice>, Iterator<WritePart.Written>> {
    /**
     * A part that was written.
     *
     * @param part name and range
     * @param file length and digest
     */
    record Written(StatePart part, WrittenFile file) implements Serializable {}

    @Override
    public Iterator<Written> call(Integer index, Iterator<Slice> slices) throws IOException {
        int from = plan.from(index);
        int to = plan.to(index);
        List<Slice> inOrder = new ArrayList<>();
        slices.forEachRemaining(inOrder::add);
        inOrder.sort(Comparator.comparingInt(Slice::index));
        TrainerState state = TrainerState.joined(
                to - from, inOrder.stream().map(Slice::state).iterator());
        String name = "state-%05d-of-%05d-%s.safetensors".formatted(index + 1, plan.parts(), UUID.randomUUID());
        WrittenFile file = folder.write(name, out -> Safetensors.write(out, StoredState.part(state)));
        return List.of(new Written(new StatePart(name, from, to), file)).iterator();
    }
}
