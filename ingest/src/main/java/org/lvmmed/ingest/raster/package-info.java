/** PNG, JPEG, TIFF, BMP and GIF, by the JDK's and TwelveMonkeys' decoders, with stricter checks. */
@NullMarked
package org.lvmmed.ingest.raster;

import org.jspecify.annotations.NullMarked;
