#!/bin/sh
# A Sentinel, as process 1. It rewrites its configuration on the volume at every failover; written here only once.
set -eu
conf=/var/lib/valkey/sentinel.conf
umask 077
if [ ! -s "$conf" ]; then
  # failover-timeout: a lost election is tried again after twice this, and the drill's budget is 20 s.
  cat >"$conf.new" <<END
port 26379
dir /var/lib/valkey
protected-mode no
sentinel announce-ip $LAB_ADDRESS
sentinel monitor freesdn $LAB_FIRST_MASTER 6379 2
sentinel auth-pass freesdn $REDIS_PASSWORD
sentinel down-after-milliseconds freesdn 5000
sentinel failover-timeout freesdn 5000
sentinel parallel-syncs freesdn 1
END
  mv "$conf.new" "$conf"
fi
exec valkey-sentinel "$conf"
