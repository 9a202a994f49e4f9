package dev.vmsh.fuzz;

/**
 * What came of opening a project.
 *
 * @param loaded whether it opened, rather than being refused with a list of problems
 * @param fault what must not be: a stack trace, an error without a file and line, more than two seconds of work, another text when rendered again;
 *     empty if nothing
 * @param millis of processor time that it took
 */
record Verdict(boolean loaded, String fault, long millis) {}
