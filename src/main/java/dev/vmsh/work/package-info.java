/**
 * The use cases: propose and apply a plan, run, query, compare, clean up. Everything that the shell can ask for.
 * Must not print. Open {@code PlanService} first.
 */
package dev.vmsh.work;
