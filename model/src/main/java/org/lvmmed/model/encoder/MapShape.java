package org.lvmmed.model.encoder;

import java.io.Serializable;

/** Channels, rows and columns of a feature map. */
public record MapShape(int channels, int rows, int columns) implements Serializable {
  public int positions() {
    return rows * columns;
  }
}
