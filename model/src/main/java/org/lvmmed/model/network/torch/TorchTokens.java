package org.lvmmed.model.network.torch;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.lvmmed.model.network.GridResize;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.ClassToken;
import org.lvmmed.model.network.NetworkNode.Gelu;
import org.lvmmed.model.network.NetworkNode.LayerNorm;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.PlacedTokens;
import org.lvmmed.model.network.NetworkNode.Positions;
import org.lvmmed.model.network.NetworkNode.TokenMap;
import org.lvmmed.model.network.NetworkNode.WindowAttention;

/** The parts of a transformer. Tokens are batch × tokens × width. */
final class TorchTokens {

  private static final long[] UNIT = {1, 1};

  private final TorchState state;
  private final HostCopies host;

  TorchTokens(TorchState state, HostCopies host) {
    this.state = state;
    this.host = host;
  }

  static boolean serves(Operation operation) {
    return operation instanceof PatchEmbedding
        || operation instanceof ClassToken
        || operation instanceof Positions
        || operation instanceof LayerNorm
        || operation instanceof Linear
        || operation instanceof Gelu
        || operation instanceof Attention
        || operation instanceof TokenMap
        || operation instanceof PlacedTokens
        || operation instanceof WindowAttention;
  }

  /**
   * @param patches the map that the tokens came from, where the operation reads it; else x itself
   */
  Tensor compute(Operation operation, String name, Tensor x, Tensor patches) {
    if (operation instanceof PatchEmbedding p) {
      return embedded(x, name, p.patch());
    }
    if (operation instanceof ClassToken) {
      Tensor first = state.get(name).expand(x.size(0), 1, x.size(1));
      return cat(new TensorVector(first, x.flatten(2, 3).transpose(1, 2)), 1);
    }
    if (operation instanceof Positions p) {
      return x.add(positions(name, p, patches.size(2), patches.size(3)));
    }
    if (operation instanceof LayerNorm norm) {
      TensorOptional weight = new TensorOptional(state.get(name + ".weight"));
      TensorOptional bias = new TensorOptional(state.get(name + ".bias"));
      return layer_norm(x, new long[] {norm.width()}, weight, bias, LayerNorm.EPSILON, true);
    }
    if (operation instanceof Linear) {
      return affine(x, name);
    }
    if (operation instanceof Gelu) {
      return gelu(x);
    }
    if (operation instanceof Attention a) {
      return attended(x, name, a.heads());
    }
    if (operation instanceof PlacedTokens p) {
      return placed(x, name, p.grid());
    }
    if (operation instanceof WindowAttention a) {
      return attended(x, name, a, patches.size(2), patches.size(3));
    }
    int skipped = ((TokenMap) operation).afterClassToken() ? 1 : 0;
    return x.narrow(1, skipped, x.size(1) - skipped)
        .transpose(1, 2)
        .reshape(x.size(0), x.size(2), patches.size(2), patches.size(3));
  }

  private Tensor embedded(Tensor images, String name, int patch) {
    if (images.size(2) % patch != 0 || images.size(3) % patch != 0) {
      throw new IllegalArgumentException(
          "Inputs of %d×%d pixels cannot be cut into patches of %d: rows and columns must be multiples of it"
              .formatted(images.size(2), images.size(3), patch));
    }
    long[] stride = {patch, patch};
    TensorOptional bias = new TensorOptional(state.get(name + ".bias"));
    return conv2d(images, state.get(name + ".weight"), bias, stride, new long[2], UNIT, 1);
  }

  private Tensor positions(String name, Positions learned, long rows, long columns) {
    Tensor all = state.get(name);
    int grid = learned.grid();
    if (rows == grid && columns == grid) {
      return all.alias();
    }
    Tensor first = all.narrow(1, 0, 1);
    Tensor rest = all.narrow(1, 1, (long) grid * grid);
    return cat(new TensorVector(first, resized(rest, grid, rows, columns)), 1);
  }

  /**
   * @param places 1 × grid·grid × width
   * @return 1 × rows·columns × width
   */
  private Tensor resized(Tensor places, int grid, long rows, long columns) {
    float[] values = GridResize.matrix(grid, (int) rows, (int) columns);
    Tensor matrix = host.tensor(values, new long[] {rows * columns, (long) grid * grid});
    return matmul(matrix, places);
  }

  private Tensor placed(Tensor patches, String name, int grid) {
    Tensor places = state.get(name).flatten(1, 2);
    long rows = patches.size(2);
    long columns = patches.size(3);
    Tensor sized = rows == grid && columns == grid ? places : resized(places, grid, rows, columns);
    return patches.flatten(2, 3).transpose(1, 2).add(sized);
  }

  private Tensor affine(Tensor x, String name) {
    TensorOptional bias = new TensorOptional(state.get(name + ".bias"));
    return linear(x, state.get(name + ".weight"), bias);
  }

  private Tensor attended(
      Tensor x, String name, WindowAttention attention, long rows, long columns) {
    TorchWindows windows = new TorchWindows(state, host, attention, name);
    Tensor cut = windows.windows(x.reshape(x.size(0), rows, columns, x.size(2)));
    Tensor mixed = windows.joined(windows.mixed(affine(cut, name + ".qkv")), rows, columns);
    return affine(mixed.reshape(x.size(0), x.size(1), x.size(2)), name + ".proj");
  }

  private Tensor attended(Tensor x, String name, int heads) {
    long each = x.size(2) / heads;
    Tensor qkv =
        affine(x, name + ".qkv")
            .reshape(x.size(0), x.size(1), 3, heads, each)
            .permute(2, 0, 3, 1, 4);
    Tensor mixed =
        scaled_dot_product_attention(qkv.select(0, 0), qkv.select(0, 1), qkv.select(0, 2));
    return affine(mixed.transpose(1, 2).reshape(x.size(0), x.size(1), x.size(2)), name + ".proj");
  }
}
