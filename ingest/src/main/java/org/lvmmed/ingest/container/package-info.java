/** Files that hold others: archives, and tables with pictures in their cells. */
@NullMarked
package org.lvmmed.ingest.container;

import org.jspecify.annotations.NullMarked;
