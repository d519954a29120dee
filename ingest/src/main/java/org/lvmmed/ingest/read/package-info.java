/** Finds the reader for a file by its content. */
@NullMarked
package org.lvmmed.ingest.read;

import org.jspecify.annotations.NullMarked;
