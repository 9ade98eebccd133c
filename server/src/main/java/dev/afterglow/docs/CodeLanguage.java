package dev.afterglow.docs;

import java.util.Arrays;

/** The languages that samples are written in: those of the contract's own examples. */
enum CodeLanguage {
  CURL("curl", "cURL", "bash", ".sh", Quoting.SHELL),
  PYTHON("python", "Python", "python", ".py", Quoting.UNICODE),
  JAVASCRIPT("js", "JavaScript", "js", ".mjs", Quoting.UNICODE),
  GO("go", "Go", "go", ".go", Quoting.UNICODE),
  JAVA("java", "Java", "java", ".java", Quoting.JSON_IN_TEXT_BLOCK),
  PHP("php", "PHP", "php", ".php", Quoting.SINGLE),
  RUBY("ruby", "Ruby", "ruby", ".rb", Quoting.HASHED),
  SWIFT("swift", "Swift", "swift", ".swift", Quoting.BRACED),
  CSHARP("csharp", "C#", "csharp", ".cs", Quoting.UNICODE),
  C("c", "C", "c", ".c", Quoting.JSON_IN_TEXT),
  OBJECTIVE_C("objectivec", "Objective-C", "objectivec", ".m", Quoting.OCTAL),
  OCAML("ocaml", "OCaml", "ocaml", ".ml", Quoting.BRACED),
  DART("dart", "Dart", "dart", ".dart", Quoting.DOLLARED),
  R("r", "R", "r", ".R", Quoting.UNICODE);

  private final String id;
  private final String label;
  private final String fence;
  private final String ending;
  private final Quoting quoting;

  CodeLanguage(String id, String label, String fence, String ending, Quoting quoting) {
    this.id = id;
    this.label = label;
    this.fence = fence;
    this.ending = ending;
    this.quoting = quoting;
  }

  /** The value of its tabs, which the stylesheet knows, and the name of its folder. */
  String id() {
    return id;
  }

  /** Its name for people. */
  String label() {
    return label;
  }

  /** Its name behind a fence of Markdown. */
  String fence() {
    return fence;
  }

  /** A text as it stands between the quotes of this language's sample. */
  String quoted(String text) {
    return quoting.quoted(text);
  }

  /** The file of a sample, below the folder of samples. */
  String file(String call) {
    boolean aClass = this == JAVA;
    String name = aClass ? Character.toUpperCase(call.charAt(0)) + call.substring(1) : call;
    return id + "/" + name + ending;
  }

  /**
   * The language with this name for people.
   *
   * @throws IllegalArgumentException if there is none
   */
  static CodeLanguage labelled(String label) {
    return Arrays.stream(values())
        .filter(language -> language.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no samples in " + label));
  }
}
