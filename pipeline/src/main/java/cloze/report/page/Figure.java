package cloze.report.page;

/** A drawing that can be told in words too. */
public interface Figure {
    /** What it shows, in a few words. */
    String title();

    /** What a reader who cannot see it has to know. */
    String description();

    /**
     * The drawing as an svg element that names itself by its title and description.
     *
     * @param id a name no other figure of the page has
     */
    Markup svg(String id);
}
