package dev.afterglow.tasks;

/**
 * Where the owner of one task wants to be told of its end, and what whoever writes that message
 * needs to know of the request that asked for it.
 *
 * @param url the whole address, checked by whoever read the request
 * @param language of the texts in the message: {@code zh} or {@code en}
 * @param baseUrl how the client reached this server, for the links in the message; no slash at the
 *     end
 */
public record Callback(String url, String language, String baseUrl) {}
