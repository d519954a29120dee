/** How an evaluation is set up. */
@NullMarked
package org.lvmmed.jobs.evaluate.settings;

import org.jspecify.annotations.NullMarked;
