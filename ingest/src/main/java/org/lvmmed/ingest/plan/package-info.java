/** What is to be read, by whom and for which split: from a listing and its probes to units. */
@NullMarked
package org.lvmmed.ingest.plan;

import org.jspecify.annotations.NullMarked;
