/** From an opaque identifier back to a path, for whoever holds the secret and the files. */
@NullMarked
package org.lvmmed.ingest.locate;

import org.jspecify.annotations.NullMarked;
