package dev.afterglow.console;

import dev.afterglow.http.Exchange;
import dev.afterglow.pages.Page;
import dev.afterglow.pages.Reader;
import dev.afterglow.signin.Role;
import dev.afterglow.signin.Session;

/** A request of somebody who is signed in. */
record Visitor(Exchange exchange, Session session, Page page) {
  String ownerId() {
    return session.owner().id();
  }

  Reader reader() {
    return page.reader();
  }

  String text(String key, Object... arguments) {
    return page.text(key, arguments);
  }

  boolean operator() {
    return session.role() == Role.OPERATOR;
  }

  String query(String name) {
    return exchange.query(name).map(String::strip).orElse("");
  }
}
