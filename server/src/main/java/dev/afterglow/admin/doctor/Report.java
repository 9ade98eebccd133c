package dev.afterglow.admin.doctor;

import java.util.List;

/**
 * What an examination found, and over how much.
 *
 * @param findings empty if everything agrees
 */
public record Report(List<Finding> findings, long entries, long holds, long tasks, long films) {
  public Report {
    findings = List.copyOf(findings);
  }
}
