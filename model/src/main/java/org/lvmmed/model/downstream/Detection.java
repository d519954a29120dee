package org.lvmmed.model.downstream;

/**
 * A box that a detector found.
 *
 * @param score in (0,1); larger is surer
 */
public record Detection(TaskBox box, double score) {}
