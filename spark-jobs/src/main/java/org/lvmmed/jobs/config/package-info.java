/** Text to typed configuration, once, at the edge. */
@NullMarked
package org.lvmmed.jobs.config;

import org.jspecify.annotations.NullMarked;
