package cloze.corpus.stories;

import java.util.List;

/**
 * What a story is about: a script of steps that are always told in this order.
 *
 * @param name what it is called; not a word of the language
 * @param objects one per step
 * @param verbs taken in turn, step after step
 * @param tools taken in turn, step after step
 * @param places where it may happen
 */
public record Activity(String name, List<String> objects, List<String> verbs, List<String> tools, List<String> places) {
    public Activity {
        objects = List.copyOf(objects);
        verbs = List.copyOf(verbs);
        tools = List.copyOf(tools);
        places = List.copyOf(places);
    }

    /** What step {@code step} is done to. */
    public String object(int step) {
        return objects.get(step);
    }

    /** What is done in step {@code step}. */
    public String verb(int step) {
        return verbs.get(step % verbs.size());
    }

    /** What step {@code step} is done with. */
    public String tool(int step) {
        return tools.get(step % tools.size());
    }
}
