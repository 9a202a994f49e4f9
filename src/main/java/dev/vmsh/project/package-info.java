/**
 * What the user wrote, as values: configuration, models, kinds, audits, and how they depend on each other. Pure; must not
 * read files. Open {@link dev.vmsh.project.Project} first.
 */
package dev.vmsh.project;
