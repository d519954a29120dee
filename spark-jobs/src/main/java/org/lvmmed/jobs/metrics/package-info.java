/** What operators watch while a run goes on. */
@NullMarked
package org.lvmmed.jobs.metrics;

import org.jspecify.annotations.NullMarked;
