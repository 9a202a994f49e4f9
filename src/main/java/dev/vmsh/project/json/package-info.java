/**
 * Models as JSON documents, for the state store and the loader's cache. The only pure room that knows the JSON library. Open
 * {@link dev.vmsh.project.json.ModelJson} first.
 */
package dev.vmsh.project.json;
