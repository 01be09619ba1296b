package cloze.stage;

/** Who is told how far long work has come. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = phase -> {};

    /** Says what begins now, in a few words. */
    void phase(String what);

    /** Says what is worth knowing once, however many steps of a run find it. */
    default void remark(String what) {
        phase(what);
    }
}
