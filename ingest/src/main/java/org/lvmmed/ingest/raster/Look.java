package org.lvmmed.ingest.raster;

/**
 * How a page is to be looked at.
 *
 * @param orientation EXIF's number, 1 where none is given
 * @param inverted whether small values are bright
 * @param vector whether the values of a pixel are no colour
 */
record Look(int orientation, boolean inverted, boolean vector) {
  static final Look PLAIN = new Look(1, false, false);
}
