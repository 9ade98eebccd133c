package dev.afterglow.http;

/** The request methods that a route can take. HEAD and OPTIONS follow from them. */
public enum Method {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE
}
