/** Encoders as files, and their features of a corpus's images. */
@NullMarked
package org.lvmmed.jobs.encoders;

import org.jspecify.annotations.NullMarked;
