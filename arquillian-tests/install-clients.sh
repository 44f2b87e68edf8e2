#!/bin/sh
# Installs what the tests of the inbox send mail with, and the browser that they look with, as far as it is missing. The
# build runs this in CI (the profile "ci" of pom.xml); elsewhere a test whose client is missing is skipped and names the
# package.
set -eu

missing=
need() { # program, Debian package
    PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null || missing="$missing $2"
}
need smtp-source postfix
need swaks swaks
need msmtp msmtp
need curl curl
need python3 python3
need openssl openssl
need gnutls-cli gnutls-bin
need chromium chromium
need haproxy haproxy
need prlimit util-linux
need ip iproute2
need systemd-analyze systemd
need certbot certbot
need pebble pebble
# swaks has TLS only with this, and only recommends it.
perl -MNet::SSLeay -e 1 2>/dev/null || missing="$missing libnet-ssleay-perl"

[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing:$missing. Only root on Debian or Ubuntu gets them installed from here." >&2
    exit 1
fi

# Only smtp-source is wanted of Postfix: without this, the package would start the mail server.
if [ ! -e /usr/sbin/policy-rc.d ]; then
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
fi
export DEBIAN_FRONTEND=noninteractive
# Another process may hold the lock for a while, as unattended upgrades on a fresh machine do; a mirror may fail once.
get() {
    apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
}
get update
# Else Postfix's installation makes up a configuration from the machine's name, and fails where that has no domain.
# debconf is there wherever the package is, but not in every container before.
if command -v debconf-set-selections >/dev/null; then
    echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
fi
# shellcheck disable=SC2086 # one word per package
get -y install --no-install-recommends $missing
