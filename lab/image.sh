# shellcheck shell=bash
# The lab's one image, made once from lab/image/: by docker build where a registry answers, else by mmdebstrap.

image_name() { printf 'hadrill-lab:%s\n' "$(cat "$LAB"/image/* | sha256sum | cut -c1-12)"; }

image_up() {
  local name
  name=$(image_name)
  if docker image inspect "$name" >/dev/null 2>&1; then
    say "image: $name is here"
  elif docker image inspect debian:trixie-slim >/dev/null 2>&1 || timeout 60 docker pull -q debian:trixie-slim >/dev/null 2>&1; then
    say "image: building $name from lab/image/Dockerfile"
    timeout 900 docker build -q -t "$name" "$LAB/image" >"$RUN/image.log" 2>&1 || die "docker build lab/image failed: see $RUN/image.log"
  else
    say "image: no registry answers; making $name with mmdebstrap (about a minute)"
    image_from_packages "$name"
  fi
}

image_from_packages() {
  local mirror keyring
  apt_refresh
  command -v mmdebstrap >/dev/null || { may_install mmdebstrap mmdebstrap && apt_install mmdebstrap; }
  mirror=$(debian_mirror)
  keyring=$(debian_keyring)
  # shellcheck disable=SC2016 # the hooks are expanded by mmdebstrap's shell: $1 is the new root
  IMAGE_DIR=$LAB/image timeout 900 mmdebstrap --variant=minbase --keyring="$keyring" \
    --essential-hook='chroot "$1" sh <"$IMAGE_DIR/prepare"' \
    --customize-hook='chroot "$1" sh <"$IMAGE_DIR/finish"' \
    --skip=cleanup/run --include="$(grep -v '^#' "$LAB/image/packages" | paste -sd,)" \
    trixie "$RUN/rootfs.tar" "$mirror" >"$RUN/image.log" 2>&1 ||
    die "mmdebstrap failed: $(grep -m 1 '^E:' "$RUN/image.log") (log: $RUN/image.log)"
  docker import -c "$(grep '^ENV PATH=' "$LAB/image/Dockerfile")" "$RUN/rootfs.tar" "$1" >>"$RUN/image.log" || die "docker import failed: see $RUN/image.log"
  rm -f "$RUN/rootfs.tar"
}
