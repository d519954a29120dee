package org.lvmmed.model.objective;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.view.Draws;

/** Where each matrix of a head lies in its flat parameters, and how it starts. */
final class HeadLayout {

  private final List<Block> blocks = new ArrayList<>();
  private int size;

  /** Reserves a matrix that starts uniform in ±1/√fanIn; its rows are the inputs. */
  Block reserve(int rows, int columns, int fanIn) {
    Block block = new Block(size, rows, columns, 1 / Math.sqrt(fanIn));
    blocks.add(block);
    size += rows * columns;
    return block;
  }

  int size() {
    return size;
  }

  double[] initial(long seed) {
    double[] parameters = new double[size];
    for (Block block : blocks) {
      Draws draws = Draws.of(seed, Draws.key("head"), block.offset());
      for (int i = 0; i < block.length(); i++) {
        parameters[block.offset() + i] = draws.uniform(-block.bound(), block.bound());
      }
    }
    return parameters;
  }

  /** A matrix in the flat parameters. */
  record Block(int offset, int rows, int columns, double bound) {

    int length() {
      return rows * columns;
    }

    Matrix in(double[] parameters) {
      Matrix matrix = new Matrix(rows, columns);
      System.arraycopy(parameters, offset, matrix.values, 0, length());
      return matrix;
    }

    void add(double[] gradient, Matrix part) {
      Matrix.addScaled(gradient, offset, part.values, 0, length(), 1);
    }
  }
}
