package cloze.report;

import cloze.config.Variant;
import cloze.dataset.Task;
import java.util.EnumSet;
import java.util.Set;

/**
 * The facts about a variant that a reader needs to interpret its figures.
 *
 * @param name its name in every table
 * @param trained the tasks it is trained on; the heads of other tasks have learnt nothing
 */
public record VariantFacts(String name, Set<Task> trained) {
    public VariantFacts {
        trained = Set.copyOf(trained);
    }

    public static VariantFacts of(Variant variant) {
        boolean trainsPairs = variant.training().nextSentenceWeight() > 0;
        return new VariantFacts(variant.name(), trainsPairs ? EnumSet.allOf(Task.class) : Set.of(Task.MASKED_LM));
    }

    boolean trains(Task task) {
        return trained.contains(task);
    }
}
