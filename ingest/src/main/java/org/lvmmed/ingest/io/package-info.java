/** Where files come from: the local disk here, any Hadoop file system in the Spark jobs. */
@NullMarked
package org.lvmmed.ingest.io;

import org.jspecify.annotations.NullMarked;
