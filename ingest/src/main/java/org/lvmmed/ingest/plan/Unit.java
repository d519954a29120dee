package org.lvmmed.ingest.plan;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Box;
import org.lvmmed.ingest.dataset.Split;

/**
 * What is read together: one file, or the files of a series in their order.
 *
 * @param dataset index into the plan's datasets
 * @param files paths relative to the dataset's folder
 * @param mask path of the mask, or null
 * @param fov path of the field of view, or null
 * @param boxes null where objects were not looked for
 * @param keepAll whether every slice is kept, since a task is measured on it
 * @param bytes size of the files
 */
public record Unit(
    int dataset,
    List<String> files,
    Split split,
    @Nullable String label,
    @Nullable String mask,
    @Nullable String fov,
    @Nullable List<Box> boxes,
    String patient,
    String series,
    boolean keepAll,
    long bytes)
    implements Serializable {}
