/** The command line. */
@NullMarked
package org.lvmmed.jobs.cli;

import org.jspecify.annotations.NullMarked;
