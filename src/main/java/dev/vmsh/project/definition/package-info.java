/**
 * The grammar of model and audit files: text in, {@link dev.vmsh.project.Model} and {@link dev.vmsh.project.Audit} out, every fault
 * noted. Pure; must not read files. Open {@link dev.vmsh.project.definition.ModelReader} first.
 */
package dev.vmsh.project.definition;
