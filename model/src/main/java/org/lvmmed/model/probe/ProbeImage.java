package org.lvmmed.model.probe;

/**
 * A labelled image of a probe during training.
 *
 * @param dataset classes are told apart within a dataset only
 * @param label its class
 * @param query whether its class is asked for (a validation row); else it is among those that
 *     answer (a training row)
 * @param pixels 3 × size × size normalised values
 */
public record ProbeImage(String dataset, String label, boolean query, float[] pixels) {}
