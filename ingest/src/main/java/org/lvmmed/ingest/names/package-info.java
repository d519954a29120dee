/** What names of files, arrays, columns and entries tell. */
@NullMarked
package org.lvmmed.ingest.names;

import org.jspecify.annotations.NullMarked;
