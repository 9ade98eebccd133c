package dev.afterglow.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The requests that are at work, so that a stop can wait for them. */
final class Requests {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int atWork;
  private boolean closed;

  /** Counts a request in, unless no more are taken. */
  boolean enter() {
    lock.lock();
    try {
      if (!closed) {
        atWork++;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      atWork--;
      if (atWork == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more requests and waits for those at work; whether all of them ended in time. */
  boolean close(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      closed = true;
      long left = longest.toNanos();
      while (atWork > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
      return atWork == 0;
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
