/** Annotated images of the corpus as heads are trained and tested on them. */
@NullMarked
package org.lvmmed.jobs.evaluate.samples;

import org.jspecify.annotations.NullMarked;
