package org.lvmmed.jobs.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lvmmed.jobs.dl4j.EncoderFiles;
import org.lvmmed.jobs.dl4j.EncoderModel;
import org.lvmmed.jobs.evaluate.EvaluateSettings.OwnEncoder;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.model.encoder.Encoder;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.Encoders;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.view.Draws;

/**
 * Who is evaluated.
 *
 * @param files where encoders are read from
 * @param pretrained the project's own encoder
 * @param architecture of {@code random} where no pretrained encoder takes part
 * @param named other encoders: name and folder or file
 */
record Contenders(
    EncoderFiles files,
    String pretrained,
    EncoderSettings architecture,
    Map<String, String> named) {

  Contenders {
    named = new LinkedHashMap<>(named);
  }

  /**
   * @param trials how many initialisations of {@code random} are wanted
   */
  List<Contender> list(EvaluateSettings settings, int trials) {
    List<Contender> contenders = new ArrayList<>();
    EncoderSettings untrained = architecture;
    Preprocess preprocess = Preprocess.standard(architecture.inputSize());
    if (settings.encoders().contains(OwnEncoder.PRETRAINED)) {
      EncoderModel own = files.load(pretrained);
      untrained = own.settings();
      preprocess = own.preprocess();
      contenders.add(loaded(OwnEncoder.PRETRAINED.title(), pretrained, own, trials));
    }
    if (settings.encoders().contains(OwnEncoder.RANDOM)) {
      for (int trial = 0; trial < trials; trial++) {
        contenders.add(random(untrained, preprocess, settings.seed(), trial));
      }
    }
    for (Map.Entry<String, String> other : named.entrySet()) {
      EncoderModel model = files.load(other.getValue());
      contenders.add(loaded(other.getKey(), other.getValue(), model, trials));
    }
    return contenders;
  }

  private Contender loaded(String name, String uri, EncoderModel model, int trials) {
    return new Contender(
        name,
        IntStream.range(0, trials).boxed().toList(),
        model.fingerprint(),
        () -> files.load(uri));
  }

  private static Contender random(
      EncoderSettings settings, Preprocess preprocess, long seed, int trial) {
    long initialisation = Draws.hash(seed, Draws.key("random encoder"), trial);
    return new Contender(
        OwnEncoder.RANDOM.title(),
        List.of(trial),
        Hashes.sha256("random " + initialisation + settings + preprocess.toJson()),
        () -> {
          try (Encoder encoder = Encoders.create(settings, initialisation)) {
            return new EncoderModel(settings, encoder.parameters(), preprocess);
          }
        });
  }
}
