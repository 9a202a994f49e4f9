package dev.vmsh.project.files;

import dev.vmsh.project.definition.Draft;

/**
 * A model as it was found the last time.
 *
 * @param schemasKey identifies the columns that the tables it reads had then; null if it was not completed
 * @param seedContent identifies the bytes of its CSV file; null for all but seeds
 */
record Kept(Draft draft, String schemasKey, String seedContent) {}
