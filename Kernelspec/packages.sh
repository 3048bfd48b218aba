# shellcheck shell=bash
# What the machine must have before Espalier can be built. Sourced by Kernelspec/setup and Tests/run.
#
#   install_packages [PACKAGE…]   the libraries, and further Debian packages where named
#   require_swift                 the toolchain

# ZeroMQ (which brings libsodium), OpenBLAS and zlib; libedit for the prompt; rsvg-convert makes the PNG of charts.
required_packages=(libzmq3-dev libopenblas-dev zlib1g-dev libedit-dev librsvg2-bin)
required_headers=(zmq.h sodium.h cblas.h zlib.h histedit.h)

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

install_packages() {
  if ! command -v dpkg >/dev/null || ! command -v apt-get >/dev/null; then
    check_headers
    return
  fi
  local missing=() package
  for package in "${required_packages[@]}" "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] || missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then
    say "packages: all there"
    return
  fi
  say "packages: installing ${missing[*]}"
  local root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "no right to install packages. Have somebody who may run:
  apt-get update && apt-get install ${missing[*]}
and start this again."
    root=(sudo)
  fi
  # The variable passes through sudo only this way.
  "${root[@]}" apt-get update -q && "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null ||
    fail "the packages could not be installed. Try by hand, as root:
  apt-get update && apt-get install ${missing[*]}
and start this again."
}

# Systems without apt: the user installs, the script only looks.
check_headers() {
  local header missing=()
  for header in "${required_headers[@]}"; do
    compgen -G "/usr/include/$header" >/dev/null || compgen -G "/usr/include/*/$header" >/dev/null ||
      compgen -G "/usr/local/include/$header" >/dev/null || missing+=("$header")
  done
  ((${#missing[@]} == 0)) || fail "these headers were not found: ${missing[*]}
This is no Debian or Ubuntu, so please install the development files of ZeroMQ, libsodium, OpenBLAS, zlib and libedit,
and librsvg's rsvg-convert, with the system's package manager:
  Fedora   zeromq-devel libsodium-devel openblas-devel zlib-devel libedit-devel librsvg2-tools
  Arch     zeromq libsodium openblas zlib libedit librsvg
and start this again."
}

require_swift() {
  command -v swift >/dev/null || fail "swift was not found.
Install the Swift toolchain, version 6.2 or later, as the install page of swift.org describes for this system, make
sure that 'swift --version' answers in a new shell, and start this again."
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  [[ $(printf '%s\n' 6.2 "${version:-0}" | sort -V | head -n 1) == 6.2 ]] ||
    fail "expected Swift 6.2 or later, found ${version:-none}.
Install a newer toolchain, as the install page of swift.org describes for this system."
  say "toolchain: Swift $version"
}
