package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lvmmed.model.network.SmallNetwork.IMAGES;
import static org.lvmmed.model.network.SmallNetwork.open;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks at work beside each other. */
class NetworkThreadsTest {

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void networksOnTwoThreadsGiveTheBitsOfOneAlone(String engine) throws Exception {
    float[] alone = afterSteps(engine);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<float[]>> tasks = List.of(() -> afterSteps(engine), () -> afterSteps(engine));
      for (Future<float[]> together : threads.invokeAll(tasks)) {
        assertThat(together.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void bothEnginesWorkSideBySideWithTheBitsThatEachHasAlone() throws Exception {
    float[] dl4j = afterSteps("dl4j");
    float[] torch = afterSteps("torch");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<float[]> one = threads.submit(() -> afterSteps("dl4j"));
      Future<float[]> other = threads.submit(() -> afterSteps("torch"));
      assertThat(one.get()).isEqualTo(dl4j);
      assertThat(other.get()).isEqualTo(torch);
    } finally {
      threads.shutdown();
    }
  }

  private static float[] afterSteps(String engine) {
    try (Network network = open(engine)) {
      for (int i = 0; i < 3; i++) {
        network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      }
      return network.state().values();
    }
  }
}
