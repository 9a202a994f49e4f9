/**
 * Decides what an apply will do, and does nothing: project, environment, state and now in, a {@link dev.vmsh.plan.Plan} out.
 * Pure; knows neither engine nor state store. Open {@link dev.vmsh.plan.Planner} first.
 */
package dev.vmsh.plan;
