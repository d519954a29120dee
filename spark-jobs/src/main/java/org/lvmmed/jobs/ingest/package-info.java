/** Raw files become the corpus. */
@NullMarked
package org.lvmmed.jobs.ingest;

import org.jspecify.annotations.NullMarked;
