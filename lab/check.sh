# shellcheck shell=bash disable=SC2016 # scripts in single quotes are expanded inside the containers
# Is every component redundant now? Asks the servers themselves, through docker exec and curl, and changes nothing but
# what a readiness probe writes.

LB=http://127.0.0.1:18080
SERVICES='postgres postgres-standby redis redis-replica redis-sentinel-1 redis-sentinel-2 redis-sentinel-3 api api-2 ha-lb worker worker-io scheduler'
CHECKS='containers valkey sentinels postgres api workers db_host'

# lab_check SECONDS: awaits all green that long, then prints a line per component; fails when one is not redundant.
lab_check() {
  local out
  engine_answers || die "no Docker engine answers: lab/lab up"
  out=$(mktemp -d "$RUN/check.XXXXXX")
  await "$1" check_once "$out" || true
  cat "$out/lines"
  if grep -q '^FAIL' "$out/lines"; then
    rm -rf "$out"
    return 1
  fi
  rm -rf "$out"
}

check_once() {
  local dir=$1 name service jobs=()
  find "$dir" -type f -delete
  docker ps -aq "${OWN[@]}" | xargs -r docker inspect --format \
    '{{index .Config.Labels "com.docker.compose.service"}} {{.Id}} {{.State.Status}} {{.HostConfig.RestartPolicy.Name}} {{range $n, $_ := .NetworkSettings.Networks}}{{$n}}={{.IPAddress}}{{range .Aliases}},{{.}}{{end}} {{end}}{{range .Config.Env}}{{if eq (printf "%.8s" .) "DB_HOST="}}{{.}}{{end}}{{end}}' \
    >"$dir/containers" 2>/dev/null || true
  for service in redis redis-replica; do
    ask "$dir" "$service" 'printf "info replication\nmget heartbeat:worker heartbeat:worker-io heartbeat:scheduler\n" | REDISCLI_AUTH=$REDIS_PASSWORD valkey-cli' & jobs+=($!)
  done
  for service in redis-sentinel-1 redis-sentinel-2 redis-sentinel-3; do
    ask "$dir" "$service" 'printf "sentinel ckquorum freesdn\nsentinel master freesdn\nsentinel replicas freesdn\ninfo sentinel\n" | valkey-cli -p 26379' & jobs+=($!)
  done
  for service in postgres postgres-standby; do
    ask "$dir" "$service" 'psql -XAtq -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f -' <<'END' & jobs+=($!)
SELECT 'recovery=' || pg_is_in_recovery();
SELECT 'timeline=' || CASE WHEN pg_is_in_recovery() THEN (SELECT received_tli FROM pg_stat_wal_receiver)
  ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END;
SELECT 'receiver=' || status FROM pg_stat_wal_receiver;
SELECT 'sender=' || application_name || ':' || state FROM pg_stat_replication;
SELECT 'beat=' || substr(writer, 11) FROM lab_write WHERE writer LIKE 'heartbeat:%' AND written_at > now() - interval '5 s';
END
  done
  curl -s -D "$dir/lb" -o /dev/null --max-time 8 "$LB/api/v1/health/ready?n=[1-8]" & jobs+=($!)
  wait "${jobs[@]}" || true # each leaves what it found; what is missing is judged below
  for name in $CHECKS; do
    "check_$name" "$dir"
  done >"$dir/lines"
  ! grep -q '^FAIL' "$dir/lines"
}

# ask DIR SERVICE SCRIPT: the script's output inside the service's container, in DIR/ask.SERVICE; empty when it fails.
ask() {
  local id
  id=$(awk -v s="$2" '$1 == s && $3 == "running" {print $2}' "$1/containers")
  : >"$1/ask.$2"
  [ -z "$id" ] || timeout 8 docker exec -i "$id" timeout 5 sh -c "$3" >"$1/ask.$2" 2>/dev/null || true
}

ok() { printf 'ok    %-11s %s\n' "$1" "$2"; }
fail() { printf 'FAIL  %-11s %s\n' "$1" "$2"; }

# value DIR SERVICE KEY: what follows "KEY:" or "KEY=" in the service's answer.
value() { tr -d '\r' <"$1/ask.$2" | sed -n "s/^$3[:=]//p" | head -n 1; }
# address DIR SERVICE: where it is on our network; nothing when it is not, or not where and as what it should be: a
# careless reconnect gives an address among the visitors', and no alias.
address() {
  awk -v s="$2" '$1 == s {for (i = 5; i <= NF; i++) if (sub(/^freesdn_stack=/, "", $i)) {
    split($i, part, "[.,]"); if (part[4] < 128 && "," $i "," ~ "," s ",") print substr($i, 1, index($i, ",") - 1)}}' "$1/containers"
}

check_containers() {
  local service line wrong=()
  for service in $SERVICES; do
    line=$(grep "^$service " "$1/containers" || true)
    case $line in
      '') wrong+=("$service missing") ;;
      *$'\n'*) wrong+=("$service twice") ;;
      *) case $(cut -d' ' -f3,4 <<<"$line") in
        'running unless-stopped') [ -n "$(address "$1" "$service")" ] || wrong+=("$service off its network or address") ;;
        running*) wrong+=("$service would not restart") ;;
        *) wrong+=("$service $(cut -d' ' -f3 <<<"$line")") ;;
      esac ;;
    esac
  done
  if [ "${#wrong[@]}" = 0 ]; then ok containers "13 running"; else fail containers "$(joined "${wrong[@]}")"; fi
}

joined() {
  local all
  all=$(printf '; %s' "$@")
  printf '%s\n' "${all#; }"
}

# master_of DIR: the service that is the one Valkey master; nothing when there is none, or two.
master_of() {
  case "$(value "$1" redis role) $(value "$1" redis-replica role)" in
    'master slave') echo redis ;;
    'slave master') echo redis-replica ;;
  esac
}
other() { case $1 in redis) echo redis-replica ;; redis-replica) echo redis ;; postgres) echo postgres-standby ;; *) echo postgres ;; esac; }

check_valkey() {
  local master replica
  master=$(master_of "$1")
  replica=$(other "$master")
  if [ -z "$master" ]; then
    fail valkey "roles: redis $(value "$1" redis role), redis-replica $(value "$1" redis-replica role); expected one master, one slave"
  elif [ "$(value "$1" "$master" connected_slaves)" != 1 ] || [ "$(value "$1" "$replica" master_link_status)" != up ] ||
    [ "$(value "$1" "$replica" master_host)" != "$(address "$1" "$master")" ] || [ "$(value "$1" "$replica" master_sync_in_progress)" != 0 ]; then
    fail valkey "master $master, but $replica is not in sync: link $(value "$1" "$replica" master_link_status) to $(value "$1" "$replica" master_host)"
  else
    ok valkey "master $master, replica $replica connected"
  fi
}

# Keys and values of a Sentinel's answer alternate in lines; the master comes first, then each replica.
check_sentinels() {
  local service answer first master replica wrong=()
  master=$(master_of "$1")
  replica=$(address "$1" "$(other "$master")")
  for service in redis-sentinel-1 redis-sentinel-2 redis-sentinel-3; do
    answer=$(tr -d '\r' <"$1/ask.$service")
    first=$(head -n 1 <<<"$answer")
    if [[ $first != 'OK 3 usable Sentinels'* ]]; then
      wrong+=("$service: ${first:-no answer}")
    elif [ "$(after ip <<<"$answer")" != "$(address "$1" "$master") $replica" ]; then
      wrong+=("$service lists $(after ip <<<"$answer"), expected master and one replica")
    elif [ "$(after flags <<<"$answer")" != 'master slave' ]; then
      wrong+=("$service: flags $(after flags <<<"$answer")")
    elif ! grep -q '^sentinel_tilt:0' <<<"$answer"; then
      wrong+=("$service in TILT")
    fi
  done
  if [ -z "$master" ]; then
    fail sentinels "no single master to agree on"
  elif [ "${#wrong[@]}" = 0 ]; then
    ok sentinels "3 agree on $master, quorum 2"
  else
    fail sentinels "$(joined "${wrong[@]}")"
  fi
}
after() { awk -v k="$1" 'found {printf "%s%s", sep, $0; sep = " "; found = 0} $0 == k {found = 1}'; }

primary_of() {
  case "$(value "$1" postgres recovery) $(value "$1" postgres-standby recovery)" in
    'false true') echo postgres ;;
    'true false') echo postgres-standby ;;
  esac
}

check_postgres() {
  local primary standby
  primary=$(primary_of "$1")
  standby=$(other "$primary")
  if [ -z "$primary" ]; then
    fail postgres "in recovery: postgres $(value "$1" postgres recovery), postgres-standby $(value "$1" postgres-standby recovery); expected one primary, one standby"
  elif [ "$(value "$1" "$primary" sender)" != "$standby:streaming" ] || [ "$(value "$1" "$standby" receiver)" != streaming ] ||
    [ "$(value "$1" "$primary" timeline)" != "$(value "$1" "$standby" timeline)" ]; then
    fail postgres "primary $primary, but $standby does not stream: sender '$(value "$1" "$primary" sender)', receiver '$(value "$1" "$standby" receiver)'"
  else
    ok postgres "primary $primary, standby $standby streaming, timeline $(value "$1" "$primary" timeline)"
  fi
}

check_api() {
  local seen bad
  seen=$(tr -d '\r' <"$1/lb" 2>/dev/null | awk 'tolower($1) == "x-instance:" {print $2}' | sort -u | paste -sd' ')
  bad=$(tr -d '\r' <"$1/lb" 2>/dev/null | awk '/^HTTP/ && $2 != 200 {print $2} tolower($1) == "x-upstream:" && NF > 2 {print "retried"}' | sort | uniq -c | paste -sd, | tr -s ' ')
  if [ "$seen" = 'api api-2' ] && [ -z "$bad" ]; then
    ok api "api and api-2 ready and in rotation"
  else
    fail api "through the load balancer answered: ${seen:-nobody}${bad:+; not good:$bad}; expected api and api-2, all 200"
  fi
}

check_workers() {
  local primary master beats now beat fresh=0
  primary=$(primary_of "$1")
  master=$(master_of "$1")
  beats=$(sed -n 's/^beat=//p' "$1/ask.${primary:-postgres}" | sort | paste -sd' ')
  now=$(date +%s%3N)
  for beat in $(tr -d '\r' <"$1/ask.${master:-redis}" | grep -E '^[0-9]{13}$'); do
    [ $((now - beat)) -gt 5000 ] || fresh=$((fresh + 1))
  done
  if [ "$beats" = 'scheduler worker worker-io' ] && [ "$fresh" = 3 ]; then
    ok workers "worker, worker-io, scheduler beat in both stores"
  else
    fail workers "beating in PostgreSQL: ${beats:-nobody}; in Valkey: $fresh of 3"
  fi
}

check_db_host() {
  local primary hosts
  primary=$(primary_of "$1")
  hosts=$({ env_get DB_HOST; sed -n 's/.* DB_HOST=//p' "$1/containers"; } | sort -u | paste -sd' ')
  if [ -n "$primary" ] && [ "$hosts" = "$primary" ]; then
    ok db_host "$hosts, in .env.max and in every application"
  else
    fail db_host "'$hosts' in .env.max and the applications, the primary is '${primary:-none}'"
  fi
}
