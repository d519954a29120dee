@NullMarked
package org.lvmmed.ingest;

import org.jspecify.annotations.NullMarked;
