package cloze.report.page;

/** A drawing with a textual description. */
public interface Figure {
    /** Returns a short title. */
    String title();

    /** Returns a description for readers who cannot see the drawing. */
    String description();

    /**
     * Returns the drawing as an svg element that refers to its title and description.
     *
     * @param id unique among the figures of the page
     */
    Markup svg(String id);
}
