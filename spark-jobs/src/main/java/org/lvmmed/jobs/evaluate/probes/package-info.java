/** Probes of frozen features, which are stored. */
@NullMarked
package org.lvmmed.jobs.evaluate.probes;

import org.jspecify.annotations.NullMarked;
