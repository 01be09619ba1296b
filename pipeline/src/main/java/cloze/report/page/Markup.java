package cloze.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of a page or of a drawing, with whatever it is given escaped. What it writes is well-formed XML that an HTML parser reads the same
 * way. Immutable; each addition gives a new element.
 */
public final class Markup {
    /** HTML elements that have no end tag. */
    private static final Set<String> VOID = Set.of("br", "link", "meta");

    private final String name;
    private final Map<String, String> attributes;
    private final List<String> content;

    private Markup(String name, Map<String, String> attributes, List<String> content) {
        this.name = name;
        this.attributes = attributes;
        this.content = content;
    }

    public static Markup of(String name) {
        return new Markup(name, Map.of(), List.of());
    }

    /** The same element with one more attribute. */
    public Markup with(String attribute, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Markup(name, more, content);
    }

    /** The same with a number, a length or a coordinate; two decimals are enough for a pixel. */
    public Markup with(String attribute, double value) {
        return with(attribute, Coordinate.text(value));
    }

    /** The same element with {@code text} behind what it holds. */
    public Markup text(String text) {
        return and(List.of(escaped(text)));
    }

    /** The same element with {@code children} behind what it holds. */
    public Markup holding(Markup... children) {
        return holding(Arrays.asList(children));
    }

    /** The same element with {@code children} behind what it holds. */
    public Markup holding(Collection<Markup> children) {
        return and(children.stream().map(Markup::toString).toList());
    }

    /** The same element with a style sheet of this program's own, which is not escaped: an HTML parser would take it literally. */
    Markup styled(String sheet) {
        return and(List.of(sheet));
    }

    private Markup and(List<String> more) {
        List<String> all = new ArrayList<>(content);
        all.addAll(more);
        return new Markup(name, attributes, all);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The element as text. */
    @Override
    public String toString() {
        var text = new StringBuilder("<").append(name);
        attributes.forEach((attribute, value) -> text.append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        if (VOID.contains(name)) {
            return text.append(" />").toString();
        }
        text.append('>');
        content.forEach(text::append);
        return text.append("</").append(name).append('>').toString();
    }
}
