package dev.vmsh.shell;

import dev.vmsh.engine.EngineException;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.LineEditor.Typed;
import dev.vmsh.sql.Input;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads, does, prints, until somebody leaves. An error never ends it. */
final class Repl {
    private final LineEditor editor;
    private final Interpreter interpreter;
    private final CurrentSession session;
    private final Console console;
    private final Recording recording;
    private final ErrorPrinter errors;
    private final Supplier<Prompt> prompt;
    private final Runnable idle;
    private final Conditions conditions = new Conditions();

    /** @param idle done after everything that was typed: gives back what others may wait for */
    Repl(
            LineEditor editor,
            Interpreter interpreter,
            Commands.Parts parts,
            ErrorPrinter errors,
            Supplier<Prompt> prompt,
            Runnable idle) {
        this.editor = editor;
        this.interpreter = interpreter;
        this.session = parts.session();
        this.console = parts.console();
        this.recording = parts.recording();
        this.errors = errors;
        this.prompt = prompt;
        this.idle = idle;
    }

    /** @return the exit code */
    int run() {
        while (session.ended().isEmpty()) {
            Typed typed = editor.read(prompt, session.get().comforts());
            if (typed instanceof Typed.Ended) {
                return ShellCommand.DONE;
            }
            if (typed instanceof Typed.Abandoned) {
                conditions.leave();
            }
            if (typed instanceof Typed.Text text) {
                run(text.text());
                idle.run();
            }
        }
        return session.ended().getAsInt();
    }

    private int run(Input input) {
        if (input instanceof Input.Command command
                && conditions.take(command.line(), session.get().variables())) {
            recording.add(input, true);
            return ShellCommand.DONE;
        }
        if (!conditions.active()) {
            recording.add(input, true);
            console.note("left out: \\endif or Ctrl-C ends the \\if");
            return ShellCommand.DONE;
        }
        boolean done = false;
        try {
            int code = interpreter.run(input);
            done = code == ShellCommand.DONE;
            return code;
        } finally {
            recording.add(input, done);
        }
    }

    /** Everything on the line, up to the first thing that fails, or Ctrl-C. */
    private void run(String text) {
        try {
            for (Input.Entry entry : Input.all(text, interpreter.commandNames())) {
                if (console.person().interrupted()) {
                    console.note("cancelled");
                    return;
                }
                int code = run(entry.input());
                if (code != ShellCommand.DONE || session.ended().isPresent()) {
                    return;
                }
            }
        } catch (VmshException e) {
            if (e instanceof EngineException engine && engine.kind() == EngineException.Cause.CANCELLED) {
                console.note("cancelled");
            } else {
                errors.print(e, Optional.empty());
            }
        }
    }
}
