#!/usr/bin/env bash
# Installs sohoa from this unpacked bundle, without a network.
# usage: ./install.sh PREFIX [--without-debs]
#
# Each version gets a folder of its own, PREFIX/VERSION, and PREFIX/current points to the one that runs: the way back to
# the version before is one link. The home with all data lies elsewhere and is not touched.
set -euo pipefail
BUNDLE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PREFIX=$(realpath --canonicalize-missing "${1:?usage: ./install.sh PREFIX [--without-debs]}")
VERSION=$(<"$BUNDLE/VERSION")

say() { printf '== %s\n' "$*" >&2; }
stop() {
  printf '\nNothing was changed: %s\n' "$*" >&2
  exit 1
}

missing_packages() {
  local package
  while read -r package; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || echo "$package"
  done < <(sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$BUNDLE/debian-packages")
}

# apt as if the folder debs/ were its only source: it takes what is missing here, in the right order, and nothing else.
apt_from_bundle() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -o Dir::Etc::sourcelist="$APT/bundle.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$APT/lists" -o Dir::Cache="$APT/cache" -o APT::Get::List-Cleanup=0 \
    -o APT::Sandbox::User=root "$@" >&2
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || stop "Debian's packages ${missing[*]} are missing; please run this as root."
  [[ -f $BUNDLE/debs/Packages ]] || stop "${missing[*]} are missing, and this bundle was made without Debian's packages."
  APT=$(mktemp -d)
  trap 'rm -rf "$APT"' EXIT
  mkdir -p "$APT"/{lists,cache}/partial "$APT/cache/archives/partial"
  # apt takes no blank in a path, so the folder is named by a link.
  ln -s "$BUNDLE/debs" "$APT/debs"
  echo "deb [trusted=yes] file:$APT/debs ./" >"$APT/bundle.list"
  say "Debian packages: ${missing[*]}"
  apt_from_bundle update
  apt_from_bundle install --yes --no-install-recommends "${missing[@]}"
}

install_sohoa() {
  local place=$PREFIX/$VERSION
  say "sohoa $VERSION in $place"
  mkdir -p "$PREFIX"
  python3 -m venv --clear "$place"
  # --isolated: no setting of this machine adds another place to take packages from.
  "$place/bin/python" -m pip install --isolated --quiet --no-input --disable-pip-version-check --no-index \
    --find-links "$BUNDLE/wheels" --require-hashes --only-binary :all: --requirement "$BUNDLE/requirements.lock"
  "$place/bin/python" -m pip install --isolated --quiet --no-input --disable-pip-version-check --no-index --no-deps \
    "$BUNDLE"/wheels/sohoa-*.whl
  mkdir -p "$place/share/sohoa"
  cp -r "$BUNDLE/tessdata" "$place/share/sohoa/"
  cp -r "$BUNDLE/deploy" "$BUNDLE/docs" "$place/"
}

point_to_it() {
  ln -sfn "$VERSION" "$PREFIX/.current.new"
  mv -T "$PREFIX/.current.new" "$PREFIX/current"
}

(cd "$BUNDLE" && sha256sum --check --quiet SHA256SUMS) || stop "the bundle is damaged; please copy it here again."
[[ ${2:-} == --without-debs ]] || install_packages
install_sohoa
"$PREFIX/$VERSION/bin/sohoa" doctor || say "Please see to what is marked ✗ before the first scan."
point_to_it
say "Ready: $PREFIX/current/bin/sohoa"
