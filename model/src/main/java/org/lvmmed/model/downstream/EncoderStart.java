package org.lvmmed.model.downstream;

import java.io.Serializable;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;

/**
 * The start of a task network: an encoder's weights.
 *
 * @param parameters flat, as {@link org.lvmmed.model.encoder.Encoder#parameters()} gives them
 * @param preprocess its normalisation is used; its size is the pretraining's and is not
 */
public record EncoderStart(EncoderSettings settings, float[] parameters, Preprocess preprocess)
    implements Serializable {}
