/**
 * What vmsh promises, told as stories: a project in a folder, typed commands through the front door, and what is then in the warehouse.
 * Open {@link dev.vmsh.scenario.Desk} first.
 */
package dev.vmsh.scenario;
