package org.lvmmed.model.objective.embedding;

import java.io.Serializable;
import org.lvmmed.rules.Rules;

/**
 * The map h from pooled features to embeddings z: the keys of a section {@code projector}.
 *
 * @param kind one linear layer, as in the paper, or two with a ReLU between ({@code kind})
 * @param norm whether z is batch-normalised, without affine parameters, over both views of the
 *     batch ({@code norm})
 * @param width F, the length of z ({@code width}; 128 in the paper)
 * @param hidden width between the layers of an MLP ({@code hidden})
 */
public record ProjectorSettings(Kind kind, Norm norm, int width, int hidden)
    implements Serializable {

  /** Number of layers. */
  public enum Kind {
    LINEAR,
    MLP
  }

  /** Normalisation of z. */
  public enum Norm {
    BATCH,
    NONE
  }

  public ProjectorSettings {
    Rules.of("projector")
        .within("width", width, 1, Integer.MAX_VALUE)
        .within("hidden", hidden, 1, Integer.MAX_VALUE)
        .check();
  }

  public static ProjectorSettings standard() {
    return new ProjectorSettings(Kind.LINEAR, Norm.BATCH, 128, 512);
  }
}
