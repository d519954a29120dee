package org.lvmmed.model.objective.distillation;

import java.io.Serializable;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.rules.Rules;

/**
 * DINO.
 *
 * @param temperature of the student ({@code objective.dino.temperature}; 0.1 in the paper)
 * @param teacher the distributions that the student learns ({@code objective.dino.teacher})
 * @param head from pooled features to prototypes ({@code objective.dino.head})
 * @param frozenEpochs in which prototypes do not move ({@code objective.dino.frozen-epochs}; 1 in
 *     the paper)
 * @param clipNorm largest norm of a step's gradient ({@code objective.dino.clip-norm}; 3 in the
 *     paper; 0: no limit)
 */
public record DinoSettings(
    double temperature, Teacher teacher, Head head, int frozenEpochs, double clipNorm)
    implements ObjectiveSettings {

  public DinoSettings {
    Rules.of("objective.dino")
        .above("temperature", temperature, 0, Double.MAX_VALUE)
        .within("frozen-epochs", frozenEpochs, 0, 1_000_000)
        .within("clip-norm", clipNorm, 0, Double.MAX_VALUE)
        .check();
  }

  /**
   * The network that follows the student.
   *
   * @param firstTemperature at the beginning ({@code first-temperature}; 0.04 in the paper)
   * @param temperature later on ({@code temperature}; 0.07 in the paper)
   * @param warmup share of training over which the one becomes the other ({@code warmup}; 0.3 in
   *     the paper)
   * @param momentum at the beginning; rises to 1 along half a cosine ({@code momentum}; 0.996 in
   *     the paper)
   * @param centreMomentum weight of the centre before a step in that after it ({@code
   *     centre-momentum}; 0.9 in the paper)
   */
  public record Teacher(
      double firstTemperature,
      double temperature,
      double warmup,
      double momentum,
      double centreMomentum)
      implements Serializable {

    public Teacher {
      Rules.of("objective.dino.teacher")
          .above("first-temperature", firstTemperature, 0, Double.MAX_VALUE)
          .above("temperature", temperature, 0, Double.MAX_VALUE)
          .within("warmup", warmup, 0, 1)
          .within("momentum", momentum, 0, 1)
          .within("centre-momentum", centreMomentum, 0, 1)
          .check();
    }

    double temperature(Progress progress) {
      double share = warmup == 0 ? 1 : Math.min(1, progress.done() / warmup);
      return firstTemperature + share * (temperature - firstTemperature);
    }

    double momentum(Progress progress) {
      return 1 - (1 - momentum) * 0.5 * (1 + Math.cos(Math.PI * progress.done()));
    }
  }

  /**
   * The MLP and what it ends in.
   *
   * @param hidden width of its two hidden layers ({@code hidden}; 2048 in the paper)
   * @param width F of the embeddings ({@code width}; 256 in the paper)
   * @param prototypes K ({@code prototypes}; 65,536 in the paper)
   */
  public record Head(int hidden, int width, int prototypes) implements Serializable {

    private static final int MOST = 10_000_000;

    public Head {
      Rules.of("objective.dino.head")
          .within("hidden", hidden, 1, MOST)
          .within("width", width, 1, MOST)
          .within("prototypes", prototypes, 1, MOST)
          .check();
    }
  }

  @Override
  public String kind() {
    return DinoKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new Dino(this, channels);
  }

  /** The teacher is better than the student throughout training (section 5.2 of the paper). */
  @Override
  public boolean trainsFollower() {
    return true;
  }

  @Override
  public String againstCollapse() {
    return "a lower objective.dino.teacher.temperature, or a lower"
        + " objective.dino.teacher.centre-momentum";
  }
}
