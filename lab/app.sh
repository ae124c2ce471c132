# shellcheck shell=bash
# The application's jar: built when it is missing or older than its sources, and laid where the containers mount it.

APP_JAR=$LAB/app/target/hadrill-lab-app.jar

app_up() {
  if [ ! -f "$APP_JAR" ] || [ -n "$(find "$LAB/app/src" "$LAB/app/pom.xml" -newer "$APP_JAR" -print -quit)" ]; then
    app_build
  fi
  local built
  built=$(sha256sum <"$APP_JAR" | cut -c1-12)-$(image_name | cut -d: -f2)
  if [ "$(cat "$RUN/app/built" 2>/dev/null)" != "$built" ]; then
    app_lay "$built"
  fi
  say "app: $built"
}

app_build() {
  local home
  home=$(app_jdk) || die "no JDK 21 or later under JAVA_HOME, /usr/lib/jvm or PATH: install one, or set JAVA_HOME"
  command -v mvn >/dev/null || { may_install Maven maven && apt_install maven; }
  say "app: building lab/app with $home"
  local build=(mvn -B -q -f "$LAB/app/pom.xml" package -DskipTests)
  JAVA_HOME=$home timeout 600 "${build[@]}" -o >"$RUN/app.log" 2>&1 ||
    JAVA_HOME=$home timeout 600 "${build[@]}" >"$RUN/app.log" 2>&1 ||
    die "the build of lab/app failed: $(grep -m 1 ERROR "$RUN/app.log") (log: $RUN/app.log)"
  touch "$APP_JAR"
}

app_jdk() {
  local home javac
  javac=$(readlink -f "$(command -v javac)" || true)
  for home in "${JAVA_HOME:-}" "${javac%/bin/javac}" /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] && [ "$(jdk_major "$home")" -ge 21 ] && printf '%s\n' "$home" && return
  done
  return 1
}

jdk_major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | grep . || echo 0; }

# With the class data archive a role is up in half the time. The archive fits one jar and one JRE: it is made in the image.
app_lay() {
  rm -rf "$RUN/app.new"
  mkdir -p "$RUN/app.new"
  install -m 0644 "$APP_JAR" "$RUN/app.new/app.jar"
  timeout 60 docker run --rm --network none -v "$RUN/app.new:/opt/hadrill-app" \
    -e LAB_INSTANCE=rehearsal -e DB_HOST=127.0.0.1 -e POSTGRES_DB=x -e POSTGRES_USER=x -e POSTGRES_PASSWORD=x -e REDIS_PASSWORD=x \
    -e REDIS_ADDRESS=127.0.0.1:6379 -e JDK_JAVA_OPTIONS="-XX:+UseSerialGC -XX:ArchiveClassesAtExit=/opt/hadrill-app/app.jsa" \
    "$(image_name)" java -jar /opt/hadrill-app/app.jar rehearse >"$RUN/rehearse.log" 2>&1 ||
    die "the app does not run in the image: see $RUN/rehearse.log"
  chmod 0644 "$RUN/app.new/app.jsa"
  printf '%s\n' "$1" >"$RUN/app.new/built"
  # The folder itself is mounted into running containers: its files are replaced, never written in place.
  mkdir -p "$RUN/app"
  mv -f "$RUN"/app.new/* "$RUN/app/"
  rmdir "$RUN/app.new"
}
