package dev.afterglow.engines.dashscope;

import dev.afterglow.remote.FaultTable;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorFault;
import dev.afterglow.remote.VendorFault.Kind;

/**
 * Model Studio's error codes (help.aliyun.com/zh/model-studio/error-code). They are the same where
 * an order is refused and where a task has failed.
 */
final class DashscopeFaults {
  private static final FaultTable CODES =
      FaultTable.empty()
          .beginning(
              Kind.CONTENT,
              "datainspection",
              "data_inspection",
              "ipinfringement",
              "faqruleblocked",
              "customroleblocked")
          .beginning(
              Kind.ACCESS,
              "invalidapikey",
              "arrearage",
              "accessdenied",
              "model.accessdenied",
              "workspace.accessdenied",
              "app.accessdenied",
              "prepaidbilloverdue",
              "postpaidbilloverdue",
              "commoditynotpurchased",
              "allocationquota")
          .beginning(Kind.BUSY, "throttling", "limitrequests")
          .beginning(Kind.MISFIT, "modelnotfound", "model.notfound")
          .beginning(
              Kind.INPUT,
              "invalidparameter",
              "invalidurl",
              "invalidimage",
              "invalidfile",
              "badrequest");

  private DashscopeFaults() {}

  /** What is wrong with an order, by the body of its answer. */
  static VendorFault ofAnswer(VendorAnswer answer) {
    return CODES.fault(
        answer.firstString("/code", "/error/code", "/output/code").orElse(""),
        answer.complaint(),
        "HTTP " + answer.status());
  }

  /** What is wrong with a task. */
  static VendorFault ofTask(VendorAnswer answer) {
    return CODES.fault(
        answer.firstString("/output/code", "/code").orElse(""),
        answer.firstString("/output/message", "/message").orElse("no reason given"),
        "failed");
  }
}
