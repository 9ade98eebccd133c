package dev.afterglow.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue from many threads to one that takes all it can. What was accepted is always
 * taken: accepting and closing happen under one lock.
 */
final class Inbox<E> {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private final Queue<E> queue = new ArrayDeque<>();
  private boolean closed;

  Inbox(int capacity) {
    this.capacity = capacity;
  }

  /** Waits for room, then adds; false if closed. */
  boolean put(E element) {
    lock.lock();
    try {
      while (queue.size() >= capacity && !closed) {
        drained.awaitUninterruptibly();
      }
      if (closed) {
        return false;
      }
      queue.add(element);
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for an element, then takes up to this many; empty once closed and drained. */
  List<E> take(int max) {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      List<E> taken = new ArrayList<>(Math.min(max, queue.size()));
      while (taken.size() < max && !queue.isEmpty()) {
        taken.add(queue.remove());
      }
      drained.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
