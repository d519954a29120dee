package org.lvmmed.jobs.evaluate.probes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * An image's place on the embedding map: an entry of {@code evaluation/embedding.json}.
 *
 * @param encoder whose features are laid out
 * @param image its id
 */
@JsonPropertyOrder({"encoder", "image_id", "dataset", "modality", "split", "label", "x", "y"})
public record EmbeddedImage(
    String encoder,
    @JsonProperty("image_id") String image,
    String dataset,
    @Nullable String modality,
    String split,
    @Nullable String label,
    double x,
    double y) {}
