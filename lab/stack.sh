# shellcheck shell=bash
# The containers, their data, and .env.max.

ENV_FILE=$LAB/.env.max
OWN=(--filter "label=com.docker.compose.project=$PROJECT")

lab_up() {
  timed engine engine_up
  timed image image_up
  timed app app_up
  timed stack stack_up
  say "up: ${TIMES# }"
}

lab_down() {
  engine_answers || { say "down: no Docker engine answers, so nothing of the lab runs"; return; }
  remove container
  remove network
  say "down: containers removed, data kept (lab/lab reset removes it too)"
}

lab_reset() {
  timed engine engine_up
  remove container
  remove volume
  remove network
  [ ! -f "$ENV_FILE" ] || env_set DB_HOST postgres
  lab_up
}

lab_status() {
  engine_answers || die "no Docker engine answers: lab/lab up"
  docker ps -a "${OWN[@]}" --format 'table {{.Names}}\t{{.Status}}\t{{.Ports}}'
  lab_check 0
}

# --- .env.max -------------------------------------------------------------------------------------------------------

env_get() { sed -n "s/^$1=//p" "$ENV_FILE"; }

# env_set KEY VALUE: whole file replaced at once; mode stays 0600.
env_set() {
  (
    umask 077
    grep -v "^$1=" "$ENV_FILE" >"$ENV_FILE.new" || true
    printf '%s=%s\n' "$1" "$2" >>"$ENV_FILE.new"
    mv "$ENV_FILE.new" "$ENV_FILE"
  )
}

env_up() {
  local key
  for key in LAB_ID POSTGRES_PASSWORD POSTGRES_REPL_USER POSTGRES_REPL_PASSWORD REDIS_PASSWORD DB_HOST; do
    if [ ! -f "$ENV_FILE" ] || [ -z "$(env_get "$key")" ]; then
      env_make
      break
    fi
  done
  env_set LAB_IMAGE "$(image_name)"
  env_set LAB_APP "$(cat "$RUN/app/built")"
}

env_make() {
  say "env: writing $ENV_FILE with new random passwords"
  (
    umask 077
    cat >"$ENV_FILE" <<END
# Made by lab/lab; secrets, never committed. DB_HOST is the database that the applications write to.
LAB_ID=$(random)
POSTGRES_PASSWORD=$(random)
POSTGRES_REPL_USER=freesdn_repl
POSTGRES_REPL_PASSWORD=$(random)
REDIS_PASSWORD=$(random)
DB_HOST=postgres
END
  )
}

random() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# --- containers and data --------------------------------------------------------------------------------------------

# Values in the caller's shell would override the env file: compose gets an environment of its own.
compose() {
  (
    cd "$LAB" || exit
    env -i PATH="$PATH" HOME="${HOME:-/root}" ${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} ${DOCKER_CONTEXT:+DOCKER_CONTEXT="$DOCKER_CONTEXT"} \
      docker compose --env-file .env.max -f docker-compose.yml -f docker-compose.ha.yml "$@"
  )
}

stack_up() {
  env_up
  stack_sweep_foreign
  stack_refuse_second_primary
  stack_heal
  chmod -R a+rX "$LAB/services" # read by users inside the containers, whatever the umask of the checkout
  compose --progress quiet up -d >"$RUN/compose.log" 2>&1 ||
    die "docker compose up failed: $(tail -n 1 "$RUN/compose.log") (log: $RUN/compose.log); lab/lab reset starts anew"
  say "stack: containers started, waiting until all is redundant"
  lab_check 60 || die "not redundant after 60 s, see the lines above; lab/lab reset starts anew"
}

# remove container|volume|network: all that carries our compose project's label.
remove() {
  local list=(docker "$1" ls -q) found
  [ "$1" != container ] || list+=(-a)
  [ "$1" != container ] || stack_thaw
  mapfile -t found < <("${list[@]}" "${OWN[@]}")
  [ "${#found[@]}" -gt 0 ] || return 0
  say "removing ${#found[@]} $1(s) of $PROJECT"
  local force=(-f)
  [ "$1" != network ] || force=()
  timeout 120 docker "$1" rm "${force[@]}" "${found[@]}" >"$RUN/remove.log" 2>&1 ||
    die "docker $1 rm failed: $(tail -n 1 "$RUN/remove.log"); restart the Docker engine, then lab/lab reset"
}

# What a drill that died may leave and compose does not see: paused, off its network, or kept from restarting.
stack_heal() {
  local astray id
  stack_thaw
  mapfile -t astray < <(for id in $(docker ps -aq "${OWN[@]}"); do
    docker inspect --format '{{if not .NetworkSettings.Networks}}{{.Id}}{{end}}' "$id"
  done | grep . || true)
  if [ "${#astray[@]}" -gt 0 ]; then
    say "stack: ${#astray[@]} container(s) off their network are made anew"
    docker rm -f "${astray[@]}" >/dev/null
  fi
  docker ps -aq "${OWN[@]}" | xargs -r docker update --restart=unless-stopped >/dev/null
}

# A paused container can neither be asked nor removed by every engine.
stack_thaw() {
  local paused
  mapfile -t paused < <(docker ps -q "${OWN[@]}" --filter status=paused)
  [ "${#paused[@]}" = 0 ] || { say "resuming ${#paused[@]} paused container(s)"; docker unpause "${paused[@]}" >/dev/null; }
}

# Data of another checkout, or of an env file that is gone, has passwords that nobody knows.
stack_sweep_foreign() {
  local id
  for id in $(docker volume ls -q "${OWN[@]}" | xargs -r docker volume inspect --format '{{index .Labels "dev.hadrill.lab.id"}}' | sort -u); do
    if [ "$id" != "$(env_get LAB_ID)" ]; then
      say "stack: the data here belongs to another env file; removing it"
      remove container
      remove volume
      remove network
      env_set DB_HOST postgres
      return
    fi
  done
}

# A stopped old primary whose partner was promoted would come back as a second primary: compose must not start it.
stack_refuse_second_primary() {
  local running primaries
  running=$(docker ps -q "${OWN[@]}" --filter label=com.docker.compose.service=postgres --filter status=running | wc -l)
  running=$((running + $(docker ps -q "${OWN[@]}" --filter label=com.docker.compose.service=postgres-standby --filter status=running | wc -l)))
  [ "$running" -lt 2 ] || return 0
  [ "$(docker volume ls -q "${OWN[@]}" --filter name=postgres | wc -l)" = 2 ] || return 0
  # shellcheck disable=SC2016 # expanded in the container
  primaries=$(timeout 60 docker run --rm --network none -v "${PROJECT}_postgres-data:/a:ro" -v "${PROJECT}_postgres-standby-data:/b:ro" "$(image_name)" \
    sh -c 'for d in /a /b; do [ ! -f $d/global/pg_control ] || [ -f $d/standby.signal ] || echo primary; done' | wc -l)
  [ "$primaries" -lt 2 ] || die "both PostgreSQL nodes would start as a primary: rejoin one (hadrill restore freesdn), or lab/lab reset"
}
