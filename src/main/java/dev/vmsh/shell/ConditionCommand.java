package dev.vmsh.shell;

import dev.vmsh.problem.UsageException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The words that {@link Conditions} follow. They are commands so that help and completion know them; alone they mean nothing. */
abstract class ConditionCommand implements ShellCommand {
    @Parameters(
            paramLabel = "CONDITION",
            arity = "0..*",
            description =
                    "true, false, a variable with such a value, or :{?name}: whether it is set. not turns it round.")
    @SuppressWarnings("UnusedVariable") // for help and completion
    private List<String> words = List.of();

    @Override
    public int run() {
        throw new UsageException("a condition needs lines to decide about", "Use it in a script, or at the prompt");
    }

    @Command(
            name = "\\if",
            description = "Do the lines up to \\elif, \\else or \\endif if CONDITION is true.",
            footer = "Example: \\if :{?day}")
    static final class If extends ConditionCommand {}

    @Command(
            name = "\\elif",
            description = "Do the lines that follow if CONDITION is true and none was before.",
            footer = "Example: \\elif :full")
    static final class ElseIf extends ConditionCommand {}

    @Command(
            name = "\\else",
            description = "Do the lines up to \\endif if no condition was true.",
            footer = "Example: \\else")
    static final class Else extends ConditionCommand {}

    @Command(name = "\\endif", description = "End what \\if began.", footer = "Example: \\endif")
    static final class EndIf extends ConditionCommand {}
}
