# Makes a dead member follow the primary, in a container of its own on the dead one's volumes. Passwords come by
# environment. Ends with 0 when the member may be started; HOW is "rewind" or "copy".
#
# Mode 720 of the data directory is the mark "begun, not ended": it survives whatever pg_rewind removes, and PostgreSQL
# refuses to start on it, so that half a rejoin can never come up as a second primary.
set -eu
export LC_ALL=C
cd "$PGDATA"
mode=$(stat -c %a .)

follow() {
  [ ! -f postgresql.auto.conf ] || grep -vE '^[[:space:]]*primary_(conninfo|slot_name)[[:space:]]*=' postgresql.auto.conf >auto.conf.new || true
  printf '%s\n' "$CONNINFO_LINE" >>auto.conf.new
  mv auto.conf.new postgresql.auto.conf
  touch standby.signal
  sync -f .
  chmod "$1" .
}

rm -f auto.conf.new postmaster.pid # a stale pid would be taken for one of this container's processes
if [ "$HOW" = rewind ]; then
  if [ "$mode" = 720 ] || [ ! -f global/pg_control ]; then
    echo 'an earlier rejoin did not end: only a copy helps' >&2
    exit 3
  fi
  if [ -f standby.signal ]; then
    follow "$mode"
    exit 0
  fi
  state=$(pg_controldata . | sed -n 's/^Database cluster state: *//p')
  case $state in
    'shut down') ;;
    'in production' | 'in crash recovery' | 'shutting down')
      # pg_rewind needs a clean end. It would do this itself, but not once the mark is set.
      postgres --single -F -D . template1 </dev/null >/dev/null
      ;;
    *)
      echo "cluster state '$state': only a copy helps" >&2
      exit 3
      ;;
  esac
  chmod 720 .
  PGPASSWORD=$SUPER_PASSWORD pg_rewind -D . --no-ensure-shutdown --source-server="$SUPER_CONNINFO"
else
  mode=700
  chmod 720 .
  find . -mindepth 1 -delete
  PGPASSWORD=$REPL_PASSWORD pg_basebackup -d "$REPL_CONNINFO" -D . -X stream -c fast
fi
follow "$mode"
