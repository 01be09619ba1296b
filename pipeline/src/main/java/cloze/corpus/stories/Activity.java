package cloze.corpus.stories;

import java.util.List;

/**
 * The topic of a story: a script of steps that are always told in this order.
 *
 * @param name identifies the activity; not a word of the language
 * @param objects one per step
 * @param verbs used in turn, step by step
 * @param tools used in turn, step by step
 * @param places where the activity may take place
 */
public record Activity(String name, List<String> objects, List<String> verbs, List<String> tools, List<String> places) {
    public Activity {
        objects = List.copyOf(objects);
        verbs = List.copyOf(verbs);
        tools = List.copyOf(tools);
        places = List.copyOf(places);
    }

    /** Returns what step {@code step} acts on. */
    public String object(int step) {
        return objects.get(step);
    }

    /** Returns the action of step {@code step}. */
    public String verb(int step) {
        return verbs.get(step % verbs.size());
    }

    /** Returns what step {@code step} is done with. */
    public String tool(int step) {
        return tools.get(step % tools.size());
    }
}
