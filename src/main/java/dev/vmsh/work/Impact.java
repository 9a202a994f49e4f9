package dev.vmsh.work;

import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.interval.Interval;
import dev.vmsh.problem.VmshException;
import dev.vmsh.sql.TableName;
import java.util.Optional;

/**
 * What a plan would do to one model's rows, found out before anything is built.
 *
 * @param slice the time that was looked at; empty if the model knows no time, so that all of it was
 * @param report its present rows as source, those it would have as target; empty if they could not be compared
 * @param failure why they could not; empty if they could
 */
public record Impact(
        TableName model, Optional<Interval> slice, Optional<TableDiffReport> report, Optional<VmshException> failure) {}
