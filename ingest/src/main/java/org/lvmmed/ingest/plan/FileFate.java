package org.lvmmed.ingest.plan;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file's fate before its pixels are read.
 *
 * @param file opaque identifier
 * @param refusal for a quarantined file
 */
public record FileFate(String dataset, String file, Fate fate, @Nullable Refusal refusal)
    implements Serializable {}
