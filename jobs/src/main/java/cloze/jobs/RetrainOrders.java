package cloze.jobs;

import cloze.error.InvalidConfigException;
import cloze.jobs.command.Command;
import cloze.release.registry.Replacement;
import cloze.retrain.ResultPublication;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What {@code retrain} can be told to do instead of a night. */
final class RetrainOrders {
    @Option(
            names = "--rollback",
            description =
                    "makes the predecessor of the champion the champion again; reads only registry, retrain.keep-versions and retrain.lease")
    private boolean rollback;

    @Option(
            names = "--forget",
            paramLabel = "FILE",
            description =
                    "takes the documents whose ids stand in FILE, one in a line, out of the registry, as if it had never seen them")
    private String forget = "";

    /**
     * Returns the command that the options choose: {@code night} if there are none.
     *
     * @param reached receives each milestone of a publication when it is reached
     * @param replaced receives each step of a replacement when it is done
     * @throws InvalidConfigException if there are two
     */
    Command chosen(Command night, Consumer<ResultPublication.Milestone> reached, Consumer<Replacement.Step> replaced) {
        if (rollback && !forget.isEmpty()) {
            throw new InvalidConfigException(
                    List.of("--rollback and --forget: expected one of them; give one order after the other"));
        }
        Command order = rollback ? new RollbackTask(reached) : night;
        return forget.isEmpty() ? order : new ForgetTask(forget, reached, replaced);
    }
}
