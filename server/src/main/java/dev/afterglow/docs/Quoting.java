package dev.afterglow.docs;

import java.util.Locale;

/**
 * How a text is written between the quotes that a sample has around its prompt, so that no text
 * ends them, names a variable, or means anything else than itself.
 */
enum Quoting {
  /** A JSON text within single quotes of a shell. */
  SHELL {
    @Override
    String quoted(String text) {
      return UNICODE.quoted(text).replace("'", "'\\''");
    }
  },

  /** {@code "..."} with {@code \\u00XX} for control characters, as JSON has it. */
  UNICODE {
    @Override
    String quoted(String text) {
      return escaped(text, "\\u%04x", "");
    }
  },

  /** A JSON text within a text block of Java. */
  JSON_IN_TEXT_BLOCK {
    @Override
    String quoted(String text) {
      return UNICODE.quoted(text).replace("\\", "\\\\");
    }
  },

  /** A JSON text within {@code "..."} of C. */
  JSON_IN_TEXT {
    @Override
    String quoted(String text) {
      return OCTAL.quoted(UNICODE.quoted(text));
    }
  },

  /** {@code '...'}, in which only the quote itself and the backslash have a meaning. */
  SINGLE {
    @Override
    String quoted(String text) {
      return text.replace("\\", "\\\\").replace("'", "\\'");
    }
  },

  /** {@code "..."} in which {@code #} begins an expression. */
  HASHED {
    @Override
    String quoted(String text) {
      return escaped(text, "\\u%04x", "#");
    }
  },

  /** {@code "..."} with <code>\\u{XX}</code> for control characters. */
  BRACED {
    @Override
    String quoted(String text) {
      return escaped(text, "\\u{%x}", "");
    }
  },

  /** {@code "..."} with three octal digits for control characters. */
  OCTAL {
    @Override
    String quoted(String text) {
      return escaped(text, "\\%03o", "");
    }
  },

  /** {@code '...'} in which a dollar sign names a variable. */
  DOLLARED {
    @Override
    String quoted(String text) {
      return escaped(text, "\\u{%x}", "$'").replace("\\\"", "\"");
    }
  };

  abstract String quoted(String text);

  private static String escaped(String text, String control, String more) {
    StringBuilder quoted = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7F) {
            quoted.append(String.format(Locale.ROOT, control, (int) c));
          } else {
            boolean meant = c == '"' || c == '\\' || more.indexOf(c) >= 0;
            quoted.append(meant ? "\\" : "").append(c);
          }
        }
      }
    }
    return quoted.toString();
  }
}
