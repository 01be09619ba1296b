package cloze.release.registry;

/** The process has ended: nothing catches this but the test. */
final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
