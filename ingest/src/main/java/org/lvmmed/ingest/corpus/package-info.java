/** The rows of the corpus, and how units of a plan become rows. */
@NullMarked
package org.lvmmed.ingest.corpus;

import org.jspecify.annotations.NullMarked;
