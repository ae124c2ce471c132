# Keeps a standby from receiving until a line comes, or standard input ends: its receiver asks for a slot that does not exist. The slot
# that it had, if any, is remembered in the name.
set -eu
setting() { psql -XAtq -v ON_ERROR_STOP=1 -c "$1" -c 'SELECT pg_reload_conf()' >/dev/null; }
slot=$(psql -XAtqc 'SHOW primary_slot_name')
slot=${slot#hadrill_held_}
release() {
  trap '' EXIT
  if [ -z "$slot" ]; then
    setting 'ALTER SYSTEM RESET primary_slot_name'
  else
    setting "ALTER SYSTEM SET primary_slot_name = '$slot'"
  fi
  echo released
}
trap release EXIT
setting "ALTER SYSTEM SET primary_slot_name = 'hadrill_held_$slot'"
until [ "$(psql -XAtqc 'SELECT pg_is_in_recovery() AND NOT EXISTS (SELECT FROM pg_stat_wal_receiver)')" = t ]; do
  sleep 0.05
done
echo held
read -r _ || true
