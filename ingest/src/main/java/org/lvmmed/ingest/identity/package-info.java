/** Keyed identifiers, so that no name, path or number of a patient leaves the ingest. */
@NullMarked
package org.lvmmed.ingest.identity;

import org.jspecify.annotations.NullMarked;
