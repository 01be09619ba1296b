# Java options for Spark on Java 17 and later, and for Deeplearning4j's native memory; sourced by local.sh and submit.sh after environment.sh.
# The --add-opens list is Spark's own (JavaModuleOptions): spark-submit adds it, a plain java command does not.
# deploy/threads.env, if it exists, sets the number of threads per task; the benchmark job (part training) writes it.
[ ! -f "$home/deploy/threads.env" ] || source "$home/deploy/threads.env"
java_options=(
  --add-opens=java.base/java.lang=ALL-UNNAMED
  --add-opens=java.base/java.lang.invoke=ALL-UNNAMED
  --add-opens=java.base/java.lang.reflect=ALL-UNNAMED
  --add-opens=java.base/java.io=ALL-UNNAMED
  --add-opens=java.base/java.net=ALL-UNNAMED
  --add-opens=java.base/java.nio=ALL-UNNAMED
  --add-opens=java.base/java.util=ALL-UNNAMED
  --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
  --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED
  --add-opens=java.base/jdk.internal.ref=ALL-UNNAMED
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
  --add-opens=java.base/sun.nio.cs=ALL-UNNAMED
  --add-opens=java.base/sun.security.action=ALL-UNNAMED
  --add-opens=java.base/sun.util.calendar=ALL-UNNAMED
  --add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED
  # Enables vector instructions for the network's row-wise kernels. The module is incubating, and the JVM prints a warning at each start.
  # A Java runtime without the module (see java --list-modules) fails to start with this line; without the line the kernels are plain Java.
  --add-modules=jdk.incubator.vector
  "-Dcloze.kernels=${CLOZE_KERNELS:-auto}"
  "-Dcloze.threads=${CLOZE_THREADS:-}"
  # By default JavaCPP limits native memory by -Xmx, which has nothing to do with the size of the network. 0 leaves the limit to the operating system.
  -Dorg.bytedeco.javacpp.maxbytes=0
  -Dorg.bytedeco.javacpp.maxphysicalbytes=0
  -Dorg.nd4j.log.initialization=false
  -Duser.timezone=UTC
  -Dfile.encoding=UTF-8
)
# What Spark 4 adds for Java 25, and older releases of Java ignore: Spark's own memory and libraries in native code are meant to be used.
if [ "$scala" = 2.13 ]; then
  java_options=(-XX:+IgnoreUnrecognizedVMOptions "${java_options[@]}" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)
fi

# Prints a path as a URL, in which spaces do not end a Java option and # does not begin a fragment.
file_url() {
  printf 'file:%s\n' "$1" | sed 's/%/%25/g; s/ /%20/g; s/#/%23/g; s/?/%3F/g'
}

# CLOZE_LOG=json writes the log and the job's phases to standard error as one JSON object per line; results stay plain text.
log_options=()
if [ "${CLOZE_LOG:-}" = json ]; then
  log_options=("-Dlog4j2.configurationFile=$(file_url "$home/conf/log4j2-json.properties")" -Dcloze.log=json)
fi
