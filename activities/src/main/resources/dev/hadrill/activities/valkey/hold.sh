# Keeps a replica from receiving until a line comes, or standard input ends: it no longer knows its master's password.
set -eu
cli=$1
tell() { printf '%s\n' "$@" | "$cli"; }
release() {
  trap '' EXIT
  tell "CONFIG SET masterauth \"$HADRILL_PASSWORD\"" >/dev/null
  echo released
}
trap release EXIT
tell 'CONFIG SET masterauth hadrill_held' 'CLIENT KILL TYPE master' >/dev/null
until "$cli" INFO replication | grep -q '^master_link_status:down'; do sleep 0.05; done
echo held
read -r _ || true
