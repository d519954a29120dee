/** What every reader returns: an image's header and its frames, as stored. */
@NullMarked
package org.lvmmed.ingest.image;

import org.jspecify.annotations.NullMarked;
