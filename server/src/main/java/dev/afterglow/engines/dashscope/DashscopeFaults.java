package dev.afterglow.engines.dashscope;

import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorFault;
import dev.afterglow.remote.VendorFault.Kind;
import java.util.List;
import java.util.Locale;

/**
 * Model Studio's error codes (help.aliyun.com/zh/model-studio/error-code). They are the same where
 * an order is refused and where a task has failed.
 */
final class DashscopeFaults {
  private static final List<String> CONTENT =
      List.of(
          "datainspection",
          "data_inspection",
          "ipinfringement",
          "faqruleblocked",
          "customroleblocked");

  private static final List<String> ACCESS =
      List.of(
          "invalidapikey",
          "arrearage",
          "accessdenied",
          "model.accessdenied",
          "workspace.accessdenied",
          "app.accessdenied",
          "prepaidbilloverdue",
          "postpaidbilloverdue",
          "commoditynotpurchased",
          "allocationquota");

  private static final List<String> BUSY = List.of("throttling", "limitrequests");
  private static final List<String> MISFIT = List.of("modelnotfound", "model.notfound");

  private static final List<String> INPUT =
      List.of("invalidparameter", "invalidurl", "invalidimage", "invalidfile", "badrequest");

  private DashscopeFaults() {}

  /** What is wrong with an order, by the body of its answer. */
  static VendorFault ofAnswer(VendorAnswer answer) {
    return of(
        answer.firstString("/code", "/error/code", "/output/code").orElse(""),
        answer.complaint(),
        "HTTP " + answer.status());
  }

  /** What is wrong with a task. */
  static VendorFault ofTask(VendorAnswer answer) {
    return of(
        answer.firstString("/output/code", "/code").orElse(""),
        answer.firstString("/output/message", "/message").orElse("no reason given"),
        "failed");
  }

  private static VendorFault of(String code, String message, String where) {
    String said = where + ": " + (code.isEmpty() ? "" : code + ": ") + message;
    return new VendorFault(kind(code.toLowerCase(Locale.ROOT)), said);
  }

  private static Kind kind(String code) {
    if (begins(code, CONTENT)) {
      return Kind.CONTENT;
    }
    if (begins(code, ACCESS)) {
      return Kind.ACCESS;
    }
    if (begins(code, BUSY)) {
      return Kind.BUSY;
    }
    if (begins(code, MISFIT)) {
      return Kind.MISFIT;
    }
    return begins(code, INPUT) ? Kind.INPUT : Kind.UNNAMED;
  }

  private static boolean begins(String code, List<String> with) {
    return with.stream().anyMatch(code::startsWith);
  }
}
