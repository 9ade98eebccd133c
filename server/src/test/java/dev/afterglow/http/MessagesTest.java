package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.text.Argument;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessagesTest {
  private final Messages messages =
      HttpTexts.load(
          "/dev/afterglow/api/messages",
          "/dev/afterglow/events/messages",
          "/dev/afterglow/api/sora/messages",
          "/dev/afterglow/api/sora/uploads");

  @Test
  void listsAreWrittenAsTheLanguageWritesThem() {
    Text text = Text.of("version.value", Argument.Choice.of(List.of(4, 8, 12)));
    assertEquals("X-APIMart-Response-Version 无效，支持的取值为 4、8、12", messages.text(Language.ZH, text));
    assertEquals("X-APIMart-Response-Version accepts 4, 8, 12", messages.text(Language.EN, text));
  }

  @Test
  void aWordOfOursIsNotSetApartFromChineseAndAValueIs() {
    Text word = Text.of("field.string", "model", Text.of("type.array"));
    assertEquals("model 应为字符串，收到的是数组", messages.text(Language.ZH, word));
    assertEquals("model must be a string, got array", messages.text(Language.EN, word));
    Text nothing = Text.of("field.string", "model", Text.of("type.null"));
    assertEquals("model 应为字符串，收到的是 null", messages.text(Language.ZH, nothing));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 字节",
    "1023,1023 字节",
    "1024,1 KB",
    "65536,64 KB",
    "1048575,1023.9 KB",
    "20971520,20 MB",
    "1610612736,1.5 GB"
  })
  void sizesAreReadable(long bytes, String shown) {
    Text text = Text.of("upload.large", new Argument.Size(bytes));
    assertEquals("文件过大，最大 " + shown, messages.text(Language.ZH, text));
  }

  @Test
  void aSentenceOfItsOwnStandsInPlaceOfTheKinds() {
    ApiError capped =
        ApiError.saying(ErrorKind.PAYMENT_REQUIRED, Text.of("money.daily", "5.00", "0.20", "0.40"));
    assertEquals(
        "已达到该密钥的每日消费限额 5.00 美元（UTC 日），今日剩余 0.20 美元，本次任务需要 0.40 美元；" + "请联系管理员提高限额或次日再试",
        HttpTexts.message(capped, messages, Language.ZH));
    assertEquals(
        "This key has reached its daily limit of 5.00 USD (by UTC day): 0.20 USD is left today and"
            + " this task costs 0.40 USD. Ask the operator for a higher limit, or try again tomorrow",
        HttpTexts.message(capped, messages, Language.EN));
  }
}
