package org.lvmmed.jobs.similarity;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.descriptor.ImageDescriptor;

/**
 * An image of the corpus and what it is compared by.
 *
 * @param series its series; null where unknown
 * @param content hash of its pixels
 */
record DescribedImage(
    String id, @Nullable String series, String content, ImageDescriptor descriptor)
    implements Serializable {}
