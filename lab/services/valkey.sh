#!/bin/sh
# Valkey, as process 1. The role lives in the configuration on the volume, which Valkey and Sentinel rewrite; it is
# written here only for an empty volume.
set -eu
conf=/var/lib/valkey/valkey.conf
umask 077
if [ ! -s "$conf" ]; then
  cat >"$conf.new" <<END
port 6379
dir /var/lib/valkey
requirepass $REDIS_PASSWORD
primaryauth $REDIS_PASSWORD
replica-announce-ip $LAB_ADDRESS
appendonly yes
save ""
repl-diskless-sync-delay 0
repl-ping-replica-period 1
repl-timeout 10
${LAB_FIRST_MASTER:+replicaof $LAB_FIRST_MASTER 6379}
END
  mv "$conf.new" "$conf"
fi
exec valkey-server "$conf"
