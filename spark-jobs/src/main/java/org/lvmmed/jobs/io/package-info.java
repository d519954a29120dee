/** Files on any Hadoop file system. */
@NullMarked
package org.lvmmed.jobs.io;

import org.jspecify.annotations.NullMarked;
