package org.lvmmed.model.downstream.segment;

import java.util.ArrayList;
import java.util.List;

/**
 * An image cut into square tiles that overlap by a quarter, and what is said about them put
 * together. A tile's word weighs less towards its border, where it sees less around it.
 */
final class Tiles {

  private static final double OVERLAP = 0.25;

  private final int height;
  private final int width;
  private final int side;
  private final float[][] sums;

  Tiles(int height, int width, int side, int classes) {
    this.height = height;
    this.width = width;
    this.side = side;
    this.sums = new float[classes][height * width];
  }

  /** A tile's first row and column; beyond the image where it is smaller than a tile. */
  record Place(int top, int left) {}

  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int top : starts(height)) {
      for (int left : starts(width)) {
        places.add(new Place(top, left));
      }
    }
    return places;
  }

  /** Evenly spread; the first and the last tile end with the image. */
  private int[] starts(int extent) {
    int room = extent - side;
    if (room <= 0) {
      return new int[] {room / 2};
    }
    int count = 1 + (int) Math.ceil(room / (side * (1 - OVERLAP)));
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = (int) Math.round((double) i * room / (count - 1));
    }
    return starts;
  }

  /**
   * Copies a tile; what lies beyond the image stays as it is.
   *
   * @param planes 3 × height × width
   * @param out 3 × side × side
   */
  void cut(float[] planes, Place place, float[] out) {
    for (int c = 0; c < 3; c++) {
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
          int at = at(place, row, column);
          if (at >= 0) {
            out[(c * side + row) * side + column] = planes[c * height * width + at];
          }
        }
      }
    }
  }

  /** Index in the image of a tile's pixel, −1 beyond it. */
  private int at(Place place, int row, int column) {
    int y = place.top + row;
    int x = place.left + column;
    return y >= 0 && y < height && x >= 0 && x < width ? y * width + x : -1;
  }

  /**
   * Adds a tile's values.
   *
   * @param values classes × side²
   */
  void add(float[][] values, Place place) {
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int at = at(place, row, column);
        for (int k = 0; at >= 0 && k < sums.length; k++) {
          sums[k][at] += weight(row) * weight(column) * values[k][row * side + column];
        }
      }
    }
  }

  private float weight(int place) {
    return Math.min(place + 1, side - place) / (float) side;
  }

  /** Classes × (height · width). */
  float[][] sums() {
    return sums;
  }
}
