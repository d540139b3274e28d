#!/bin/sh
# The programs from outside that tests need: installs what is missing where it may, and prints
# what pytest must leave out (its -m expression; nothing where all is there).  Says so on stderr.
left=

have() {
    for name in "$@"; do
        command -v "$name" > /dev/null 2>&1 && return 0
    done
    return 1
}

# Only where no password is asked.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

install() {
    command -v apt-get > /dev/null 2>&1 || return 1
    echo "Installing $1, which tests need" >&2
    as_root apt-get update -qq > /dev/null 2>&1
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$1" > /dev/null 2>&1
}

# need MARKER PACKAGE COMMAND...
need() {
    marker=$1 package=$2
    shift 2
    have "$@" && return
    install "$package" && have "$@" && return
    echo "LEFT OUT: tests marked '$marker': $package is not here and cannot be installed" >&2
    left="${left:+$left and }not $marker"
}

need browser chromium chromium chromium-browser google-chrome google-chrome-stable
need office libreoffice-calc-nogui soffice libreoffice
echo "$left"
