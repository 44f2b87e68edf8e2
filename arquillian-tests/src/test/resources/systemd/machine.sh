#!/bin/bash
# machine.sh FOLDER: runs FOLDER/commands.sh as root on a machine that is started by systemd. The machine has the files of this one, what is
# written to them is forgotten, and a network of its own; FOLDER is /mnt there. The output of the commands is FOLDER/said.txt.
set -eu
if [ "${2:-}" != inside ]; then
    cgroup=$(findmnt -n -t cgroup2 -o TARGET | head -1)/smtp-connector-$$
    mkdir "$cgroup"
    forget() {
        echo $$ >"$cgroup/../cgroup.procs"
        # The last process may need a moment to end.
        while [ -d "$cgroup" ]; do
            find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || sleep 0.1
        done
    }
    trap forget EXIT
    echo $$ >"$cgroup/cgroup.procs"
    # Before whoever has started this loses patience, so that nothing is left.
    timeout 170 unshare --fork --kill-child --pid --mount --uts --ipc --net --cgroup bash "$0" "$1" inside || true
    exit 0
fi

folder=$1
root=$folder/root
mkdir "$folder/writable" "$root"
mount --make-rprivate /
mount -t tmpfs tmpfs "$folder/writable"
mkdir "$folder/writable/upper" "$folder/writable/work"
mount -t overlay -o "lowerdir=/,upperdir=$folder/writable/upper,workdir=$folder/writable/work" overlay "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount --bind "$folder" "$root/mnt"
ip link set lo up
# Only the unit below is started, and nothing that this machine has.
rm -rf "$root"/etc/systemd/system/*.wants
: >"$root/etc/machine-id"
cat >"$root/etc/systemd/system/commands.service" <<'END'
[Unit]
After=basic.target
Requires=basic.target

[Service]
Type=oneshot
ExecStart=/bin/bash -c 'bash -ex /mnt/commands.sh >/mnt/said.txt 2>&1'
ExecStopPost=/bin/systemctl exit --force
END
export container=other
exec chroot "$root" /lib/systemd/systemd --system --unit=commands.service --log-target=null
