/** What the readers see in files, for people and tests. */
@NullMarked
package org.lvmmed.ingest.inspect;

import org.jspecify.annotations.NullMarked;
