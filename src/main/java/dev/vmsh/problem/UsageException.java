package dev.vmsh.problem;

/** The command line or a command's arguments were wrong: exit code 2. */
public class UsageException extends VmshException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message, String remedy) {
        super(message, remedy);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
