# Sourced by the benchmarks and fuzz/run: finds the JDK, compiles everything, and sets $classpath to what tests run with.
. .mvn/jdk.sh
find_jdk
mkdir -p target/bench
./mvnw -q -B -Dquick test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
classpath=server/target/test-classes:server/target/classes:preview/target/test-classes:$(cat server/target/bench.classpath)
