package org.lvmmed.ingest.image;

import java.util.List;

/**
 * The place of a frame among those of a multi-frame file, as far as the file tells it.
 *
 * @param stack the stack of frames that it belongs to, "" where there are none
 * @param temporal the temporal position, 0 where unknown
 * @param inStack the position in the stack, 0 where unknown
 * @param dimensions the values of the file's own dimensions, in their order
 * @param instance the image that the frame was made from, "" where unknown
 * @param instanceFrame the frame of that image, from 1
 */
public record FrameIndex(
    String stack,
    int temporal,
    int inStack,
    List<Integer> dimensions,
    String instance,
    int instanceFrame) {}
