package cloze.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of a page or a drawing; all text given to it is escaped. Writes well-formed XML that an HTML parser reads
 * the same way. Immutable; each addition returns a new element.
 */
public final class Markup {
    /** HTML elements without an end tag. */
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

    /** Adds an attribute. */
    public Markup with(String attribute, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Markup(name, more, content);
    }

    /** Adds a numeric attribute, a length or a coordinate, with at most two decimals. */
    public Markup with(String attribute, double value) {
        return with(attribute, Coordinate.text(value));
    }

    /** Appends {@code text} to the content. */
    public Markup text(String text) {
        return and(List.of(escaped(text)));
    }

    /** Appends {@code children} to the content. */
    public Markup holding(Markup... children) {
        return holding(Arrays.asList(children));
    }

    /** Appends {@code children} to the content. */
    public Markup holding(Collection<Markup> children) {
        return and(children.stream().map(Markup::toString).toList());
    }

    /**
     * Appends one of this program's own style sheets. It is not escaped, because an HTML parser would read the escapes
     * literally.
     */
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

    /** Returns the element as text. */
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
