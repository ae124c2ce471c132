# Asks the Sentinels for the master, as the application does, and does there what $1 says. Then: client, name of the
# master, key pattern, Sentinels.
set -u
what=$1 cli=$2 name=$3 pattern=$4
shift 4
echo "pid $$"
for sentinel in "$@"; do
  at=$(timeout 2 "$cli" -h "$sentinel" -p 26379 SENTINEL get-master-addr-by-name "$name" 2>/dev/null)
  host=$(printf '%s\n' "$at" | sed -n 1p)
  port=$(printf '%s\n' "$at" | sed -n 2p)
  case $host$port in '' | *[!0-9A-Za-z.:_-]*) continue ;; esac
  case $port in '' | *[!0-9]*) continue ;; esac
  master() { "$cli" -h "$host" -p "$port" "$@" 2>&1; }
  role=$(timeout 2 "$cli" -h "$host" -p "$port" ROLE 2>&1 | sed -n 1p)
  case $what in
    talk)
      echo "server $host"
      exec "$cli" -h "$host" -p "$port" 2>&1
      ;;
    read)
      [ "$role" = master ] || { echo "$host: expected a master, it answers: $role"; exit 1; }
      for key in $(master --scan --pattern "$pattern" | sort -u); do
        echo "key $key"
        master LRANGE "$key" 0 -1
      done
      ;;
    sweep)
      [ "$role" = master ] || { echo "$host: expected a master, it answers: $role"; exit 1; }
      for key in $(master --scan --pattern "$pattern" | sort -u); do
        master UNLINK "$key" >/dev/null
      done
      left=$(master --scan --pattern "$pattern")
      [ -z "$left" ] || { echo "not removed: $left"; exit 1; }
      ;;
  esac
  echo 'hadrill end'
  exit 0
done
echo "no Sentinel names a master for $name"
exit 1
