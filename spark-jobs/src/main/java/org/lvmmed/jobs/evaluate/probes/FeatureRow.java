package org.lvmmed.jobs.evaluate.probes;

import java.io.Serializable;

/**
 * A labelled image's features.
 *
 * @param patient key of its patient; the image's own id where none is known
 * @param split train, val or test
 */
record FeatureRow(String id, String patient, String split, String label, float[] features)
    implements Serializable {}
