package org.lvmmed.model.network.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExitGateTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ExitGate gate = new ExitGate();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void theEndWaitsForThoseInsideAndKeepsOthersOut() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Future<?> worker = threads.submit(() -> gate.pass(() -> workUntil(inside, done)));
    assertThat(inside.await(1, TimeUnit.MINUTES)).isTrue();

    Thread end = new Thread(gate::close);
    end.start();
    end.join(100);
    assertThat(end.isAlive()).isTrue();

    done.countDown();
    worker.get(1, TimeUnit.MINUTES);
    end.join();
    Future<?> late = threads.submit(() -> gate.pass(() -> {}));
    Thread.sleep(100);
    assertThat(late.isDone()).isFalse();
  }

  /** A second call from inside, while the end waits, must not wait for the end. */
  private void workUntil(CountDownLatch inside, CountDownLatch done) {
    inside.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gate.pass(() -> {});
  }
}
