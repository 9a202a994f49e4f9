/**
 * What is allowed but unwise in a project: rules over models that are read already. Knows no file and no engine. Begin with
 * {@link dev.vmsh.project.lint.Linter}.
 */
package dev.vmsh.project.lint;
