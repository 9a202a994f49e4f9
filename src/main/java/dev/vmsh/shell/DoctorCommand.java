package dev.vmsh.shell;

import dev.vmsh.shell.render.Report;
import dev.vmsh.work.Doctor;
import dev.vmsh.work.Doctor.Finding;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = "Compare what is recorded with what is in the warehouse.",
        footer = {"Example: doctor", "Example: doctor --repair"})
final class DoctorCommand implements ShellCommand {
    private final Doctor doctor;
    private final CurrentSession session;
    private final Console console;
    private final Confirmations confirmations;

    @Option(
            names = "--repair",
            description =
                    "Make views again, and forget what is recorded of tables and sessions that are gone. Computes nothing.")
    private boolean repair;

    DoctorCommand(Doctor doctor, CurrentSession session, Console console, Confirmations confirmations) {
        this.doctor = doctor;
        this.session = session;
        this.console = console;
        this.confirmations = confirmations;
    }

    @Override
    public int run() {
        if (repair) {
            confirmations.requireWritable("doctor --repair");
        }
        List<Finding> findings = doctor.examine(session.get().gateway(), repair);
        console.print(new Report.Listing(
                List.of("check", "object", "status", "message"),
                findings.stream()
                        .map(each -> List.<Object>of(
                                each.check(), each.object(), each.status().id(), each.message()))
                        .toList()));
        return findings.stream().anyMatch(each -> each.status() == Doctor.Status.FAIL) ? NO : DONE;
    }
}
