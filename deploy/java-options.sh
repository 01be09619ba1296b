# Java options that Spark on Java 17 and Deeplearning4j's native memory need; sourced by local.sh and submit.sh.
# The first list is Spark's own (JavaModuleOptions): spark-submit adds it, a plain java command does not.
# deploy/threads.env, where it is, says how many threads a task has; the benchmark job's part training writes it.
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
  # The network's row-wise kernels in vector instructions. It incubates in Java 17, and the JVM says so at each start. A
  # runtime without it (java --list-modules) does not start with this line; without the line the kernels are plain Java.
  --add-modules=jdk.incubator.vector
  "-Dcloze.kernels=${CLOZE_KERNELS:-auto}"
  "-Dcloze.threads=${CLOZE_THREADS:-}"
  # JavaCPP's default bounds follow -Xmx, which says nothing of the network's native memory: 0 leaves the bound to the operating system.
  -Dorg.bytedeco.javacpp.maxbytes=0
  -Dorg.bytedeco.javacpp.maxphysicalbytes=0
  -Dorg.nd4j.log.initialization=false
  -Duser.timezone=UTC
  -Dfile.encoding=UTF-8
)
# CLOZE_LOG=json: one JSON object per line on standard error, phases of the job included; results stay as they are.
log_options=()
if [ "${CLOZE_LOG:-}" = json ]; then
  log_options=("-Dlog4j2.configurationFile=file:$home/conf/log4j2-json.properties" -Dcloze.log=json)
fi
