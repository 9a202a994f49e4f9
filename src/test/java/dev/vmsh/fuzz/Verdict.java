package dev.vmsh.fuzz;

/**
 * What came of opening a project.
 *
 * @param loaded whether it opened, rather than being refused with a list of problems
 * @param fault what must not be: a stack trace, an error without a file and line, more than two seconds, another text when rendered again;
 *     empty if nothing
 * @param millis how long it took
 */
record Verdict(boolean loaded, String fault, long millis) {}
