# shellcheck shell=bash
# The Docker engine and compose v2: used where they answer, installed on Debian and Ubuntu where they do not.
# shellcheck disable=SC2016 # apt's own $(...) in format strings

ENGINE_LOG=/var/log/hadrill-dockerd.log
COMPOSE_PLUGIN=/usr/local/lib/docker/cli-plugins/docker-compose
TRIXIE_COMPOSE=docker-compose # 2.26.1 in Debian trixie: one Go binary that depends on libc alone

engine_answers() { timeout 20 docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }
compose_answers() { timeout 20 docker compose version --short >/dev/null 2>&1; }

engine_up() {
  engine_answers || engine_make
  compose_answers || compose_make
  say "engine: Docker $(docker version --format '{{.Server.Version}}'), compose $(docker compose version --short)"
}

# --- engine ---------------------------------------------------------------------------------------------------------

engine_make() {
  [ -z "${DOCKER_HOST:-}" ] || die "DOCKER_HOST=$DOCKER_HOST: no Docker engine answers there; start it, or unset DOCKER_HOST to use this machine's"
  if ! command -v dockerd >/dev/null; then
    may_install "a Docker engine" "docker.io (Debian, Ubuntu) or Docker Engine"
    say "engine: none here; installing Debian's docker.io"
    apt_install docker.io
  fi
  command -v docker >/dev/null || { may_install "the docker command" "docker-cli"; apt_install docker-cli; }
  engine_start
}

engine_start() {
  [ "$(id -u)" = 0 ] || die "the Docker engine is installed but does not answer user $(id -un): start it as root, or join the group docker"
  if [ "$(cat /proc/1/comm)" = systemd ]; then
    say "engine: starting docker.service"
    systemctl start docker || die "systemctl start docker failed: see journalctl -u docker"
  else
    engine_sweep
    engine_sweep_bridges
    say "engine: starting dockerd, log in $ENGINE_LOG"
    engine_daemon &
  fi
  await 60 engine_answers || die "dockerd did not answer within 60 s: the last line of $ENGINE_LOG is: $(tail -n 1 "$ENGINE_LOG" 2>/dev/null)"
}

# With no file of ours or of our caller's open: a daemon would hold their locks for ever.
engine_daemon() {
  local fd
  for fd in "/proc/$BASHPID/fd/"*; do
    fd=${fd##*/}
    [ "$fd" -le 2 ] || exec {fd}>&- || true
  done
  exec setsid nohup dockerd >>"$ENGINE_LOG" 2>&1 </dev/null
}

# Ends the daemon on this machine's own socket, and waits for its end; its containers' data stays.
engine_down() {
  local pid
  engine_answers || { say "engine: none answers"; return; }
  [ "$(cat /proc/1/comm)" != systemd ] || { systemctl stop docker docker.socket; say "engine: docker.service stopped"; return; }
  pid=$(tr -cd 0-9 </run/docker.pid)
  [ "$(cat "/proc/${pid:-none}/comm" 2>/dev/null)" = dockerd ] || die "/run/docker.pid names no dockerd: end the engine as you started it"
  kill "$pid"
  await 30 engine_gone "$pid" || die "dockerd ($pid) has not ended within 30 s: see $ENGINE_LOG"
  say "engine: stopped"
}

engine_gone() { ! kill -0 "$1" 2>/dev/null; }

# A dead daemon leaves pid files whose number another process may have by now, and sockets nobody listens on; dockerd
# trusts both and gives up, or waits for a containerd that is not there.
engine_sweep() {
  local file pid want
  for file in /run/docker.pid:dockerd /run/docker/containerd/containerd.pid:containerd; do
    want=${file##*:} file=${file%:*}
    [ -e "$file" ] || continue
    pid=$(tr -cd 0-9 <"$file")
    if [ "$(cat "/proc/${pid:-none}/comm" 2>/dev/null)" != "$want" ]; then
      say "engine: removing the stale $file"
      rm -f "$file"
    fi
  done
  for file in /run/docker.sock /run/containerd/containerd.sock /run/docker/containerd/containerd.sock; do
    if [ -S "$file" ] && ! grep -qE " (/var)?$file\$" /proc/net/unix; then
      say "engine: removing the stale $file"
      rm -f "$file"
    fi
  done
}

# A bridge of ours that a lost daemon left, with its masquerading rule, takes the answers of the new one's containers.
engine_sweep_bridges() {
  local bridge
  command -v ip >/dev/null && command -v iptables >/dev/null || return 0
  for bridge in $(ip -o -4 address show | awk '$2 ~ /^br-/ && $4 ~ /^10\.231\.77\./ {print $2}'); do
    say "engine: removing the stale bridge $bridge"
    ip link delete "$bridge"
    iptables -t nat -S POSTROUTING | sed -n "s/^-A \(.* ! -o $bridge -j MASQUERADE\)\$/\1/p" | while read -r rule; do
      # shellcheck disable=SC2086 # a rule is several words
      iptables -t nat -D $rule
    done
  done
}

# --- compose --------------------------------------------------------------------------------------------------------

compose_make() {
  local package
  may_install "compose v2" "docker-compose-v2 or docker-compose-plugin"
  for package in docker-compose-v2 docker-compose-plugin docker-compose; do
    case "$(apt-cache policy "$package" 2>/dev/null | awk '/Candidate:/ {print $2}')" in
      2.* | [1-9]:2.* | 5.*)
        say "engine: installing compose from this distribution's $package"
        apt_install "$package"
        compose_answers && return
        ;;
    esac
  done
  apt_refresh
  say "engine: this distribution has no compose v2; taking Debian trixie's"
  compose_from_trixie
  compose_answers || die "$COMPOSE_PLUGIN does not run: install docker compose v2 by hand"
}

# Fetched with a configuration of its own, so that the machine's apt is as it was afterwards; apt checks the signature.
compose_from_trixie() {
  local dir
  dir=$(mktemp -d)
  mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
  printf 'deb [signed-by=%s] %s trixie main\n' "$(debian_keyring)" "$(debian_mirror)" >"$dir/sources.list"
  local own=(-o "Dir::Etc::SourceList=$dir/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$dir/lists"
    -o "Dir::Cache=$dir/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none)
  (
    cd "$dir"
    timeout 120 apt-get "${own[@]}" -qq update && timeout 180 apt-get "${own[@]}" -qq download "$TRIXIE_COMPOSE"
    dpkg-deb -x "$TRIXIE_COMPOSE"_*.deb root
    install -D -m 0755 "$(find root -type f -path '*cli-plugins/docker-compose' | head -n 1)" "$COMPOSE_PLUGIN"
  ) || die "Debian trixie's $TRIXIE_COMPOSE could not be fetched: install docker compose v2 by hand (files kept in $dir)"
  rm -rf "$dir"
}

# --- apt ------------------------------------------------------------------------------------------------------------

# may_install WHAT PACKAGES: returns when this machine allows us to install, else says in one line what a person must do.
may_install() {
  [ "$INSTALL" = yes ] || die "$1 is missing and --no-install was given: install $2, or run without --no-install"
  command -v apt-get >/dev/null || die "$1 is missing: install $2 (only Debian and Ubuntu are done for you)"
  [ "$(id -u)" = 0 ] || die "$1 is missing and you are $(id -un): install $2, or run this as root"
}

apt_refresh() {
  [ -z "${APT_FRESH:-}" ] || return 0
  timeout 180 apt-get -qq update >/dev/null 2>&1 || say "apt: some package sources did not answer; going on with the others"
  APT_FRESH=yes
}

# Debian starts daemons on installation where nothing forbids it; ours are started when they are needed.
apt_install() {
  local policy=/usr/sbin/policy-rc.d made=no status=0
  apt_refresh
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 0755 "$policy" && made=yes
  fi
  DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y -qq --no-install-recommends "$@" >"$RUN/apt.log" 2>&1 </dev/null || status=$?
  [ "$made" = no ] || rm -f "$policy"
  [ "$status" = 0 ] || die "apt-get install $*: $(grep -m 1 '^E:' "$RUN/apt.log" || tail -n 1 "$RUN/apt.log") (log: $RUN/apt.log)"
}

# The Debian mirror that this machine's own apt uses; no address is written down anywhere.
debian_mirror() {
  local found
  found=${HADRILL_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 'Origin: Debian' |
    awk '$1 !~ /security/ && $2 !~ /-/ {print $1; exit}')}
  [ -n "$found" ] || die "no Debian mirror among this machine's apt sources: set HADRILL_DEBIAN_MIRROR to one"
  printf '%s\n' "$found"
}

debian_keyring() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -r "$keyring" ] || apt_install debian-archive-keyring >&2
  printf '%s\n' "$keyring"
}
