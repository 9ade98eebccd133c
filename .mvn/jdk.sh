# Sets JAVA_HOME to a JDK of release 25 or newer, or leaves it unset. Sourced by ./afterglow and ./mvnw.
# Looked at, in this order: JAVA_HOME, the usual places of each platform, then java on the PATH.

# Prints the feature release of the JDK in $1 (25, 26, ...), or nothing.
jdk_release() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  path_java=$(command -v java 2>/dev/null || true)
  while [ -n "$path_java" ] && [ -L "$path_java" ]; do
    link=$(readlink "$path_java")
    case "$link" in
      /*) path_java=$link ;;
      *) path_java=$(dirname "$path_java")/$link ;;
    esac
  done
  path_home=${path_java%/bin/java}
  set +f
  for home in "${JAVA_HOME-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* \
    "${HOME-}"/.asdf/installs/java/* "$path_home"; do
    [ -n "$home" ] || continue
    release=$(jdk_release "$home")
    if [ -n "$release" ] && [ "$release" -ge 25 ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

# One clear sentence for a machine without a JDK 25, with the command that installs one.
say_no_jdk() {
  case "$(uname -s)" in
    Darwin) how='brew install openjdk@25' ;;
    MINGW* | MSYS* | CYGWIN*) how='winget install EclipseAdoptium.Temurin.25.JDK' ;;
    *)
      if command -v apt-get >/dev/null 2>&1; then how='sudo apt-get install openjdk-25-jdk-headless  (or temurin-25-jdk from Adoptium)'
      elif command -v dnf >/dev/null 2>&1; then how='sudo dnf install java-25-openjdk-devel'
      elif command -v pacman >/dev/null 2>&1; then how='sudo pacman -S jdk-openjdk'
      elif command -v apk >/dev/null 2>&1; then how='apk add openjdk25'
      else how='install Temurin 25 from adoptium.net and set JAVA_HOME'
      fi ;;
  esac
  case "${LC_ALL:-${LC_MESSAGES:-${LANG-}}}" in
    zh*) echo "Afterglow 需要 JDK 25 或更高版本，但未找到；安装命令：$how" >&2 ;;
    *) echo "Afterglow needs a JDK of release 25 or newer and found none; install one with: $how" >&2 ;;
  esac
}
