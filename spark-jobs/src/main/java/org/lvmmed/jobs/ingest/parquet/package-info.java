/** Parquet tables with pictures, as containers of files. */
@NullMarked
package org.lvmmed.jobs.ingest.parquet;

import org.jspecify.annotations.NullMarked;
