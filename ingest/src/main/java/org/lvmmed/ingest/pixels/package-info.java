/** From stored values to the pictures of the corpus: rescale, window, inversion, PNG. */
@NullMarked
package org.lvmmed.ingest.pixels;

import org.jspecify.annotations.NullMarked;
