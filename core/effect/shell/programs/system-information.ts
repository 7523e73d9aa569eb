import { LISTENS } from '../acts.ts';
import type { ProgramTable } from '../program-rule.ts';
import { CHANGES_MACHINE, CHANGES_SERVICES, ONLY_PRINTS, READS_SECRETS, SIGNALS } from './machine-acts.ts';

/**
 * Programs that tell about the machine, its processes and its users.
 *
 * Most only print. The few that also set something (`date -s`, `dmesg -C`, `timedatectl set-time`) say so in the
 * option or subcommand.
 */
export const SYSTEM_INFORMATION: ProgramTable = {
  ps: { options: { '-o -O -p -u -U -g -G -C -t -s -q -N --format --pid --ppid --user --sort --tty --cols': 'text' } },
  'top htop btop atop btm gtop bashtop vtop iotop nmon slabtop powertop nvtop ctop': {
    options: { '-n --iterations -d --delay -p --pid -u --user -U -o --sort-key -s --sort -i -w --width -F -E': 'text' },
  },
  glances: {
    options: { '-s --server -w --webserver': { does: LISTENS }, '-c --client': 'connect', '--export': 'opaque' },
  },
  'free vmstat uptime procinfo tload': { options: { '-s --seconds -c --count -S --unit -p --partition': 'text' } },
  'iostat mpstat nfsstat ifstat numastat tapestat cifsiostat': {
    options: { '-p -g -j -P -o -I -i --interval': 'text' },
  },
  pidstat: { options: { '-e': 'command', '-C -G -p -T -U': 'text' } },
  'sar sadf sadc': {
    options: { '-o': 'write', '-f': { takes: 'read', isOptional: true }, '-s -e -i -P -n -I -m': 'text' },
  },
  'dstat dool pcp': { options: { '--output': 'write', '-C -D -I -N -S --time': 'text' } },
  'who w users whoami id groups logname tty pinky rwho lid lsgrp': { operands: ['text'] },
  'last lastb lastlog lslogins faillog': {
    options: { '-f --file': 'read', '-n --limit -s --since -t --until -p --present -u --user -b -l -g': 'text' },
  },
  'uname arch nproc getconf hostid sw_vers lsb_release runlevel': {
    options: { '--ignore': 'text', '-v': { takes: 'text', isOptional: true } },
  },
  'hostname domainname nisdomainname ypdomainname dnsdomainname': {
    operands: ['opaque'],
    options: { '-F --file': 'opaque', '-b --boot': { does: CHANGES_MACHINE } },
  },
  hostnamectl: {
    subcommands: {
      status: {},
      'hostname set-hostname set-icon-name set-chassis set-deployment set-location': { does: CHANGES_MACHINE },
    },
  },
  date: {
    does: 'file.read',
    // A format begins with a plus; any other operand is the time that the clock is set to.
    verbs: [
      { verbs: ['+*'], does: 'file.read' },
      { verbs: ['*'], does: CHANGES_MACHINE },
    ],
    options: {
      '-d --date -v': 'text',
      '-f --file -r --reference': 'read',
      '-I --iso-8601 --rfc-3339': { takes: 'text', isOptional: true },
      '-s --set': { takes: 'text', does: CHANGES_MACHINE },
      // Of BSD: only shows the time that it is given.
      '-j': { isHarmless: true },
    },
  },
  'cal ncal': { options: { '-A --after -B --before -d -H -s -m -n --months': { takes: 'text', isOptional: true } } },
  'lscpu lsblk lspci lsusb lsmem lsipc lslocks lsns lsirq lsscsi lsmod lshw lsinitramfs lsfd': {
    options: {
      '-o --output -e --exclude -I --include -d -s -x --sort -p -C -i -n --noheadings -F -D': {
        takes: 'text',
        isOptional: true,
      },
    },
  },
  dmidecode: {
    options: { '-d --dev-mem --from-dump': 'read', '--dump-bin': 'write', '-s --string -t --type': 'text' },
  },
  'modinfo hwinfo hwloc-ls lstopo cpuid acpi sensors upower': {
    options: { '-F --field -k -t -s --string -c --config-file': 'text' },
  },
  inxi: {
    options: {
      '-c -t -w -W -y -z --indent': { takes: 'text', isOptional: true },
      '-U --update': { does: 'package.install' },
    },
  },
  lsof: {
    operands: ['read'],
    options: {
      '-p -u -c -g -d -s -k -m -T -r -A': 'text',
      '-i -F -S -o': { takes: 'text', isOptional: true },
      '+D +d': 'read',
    },
  },
  fuser: { options: { '-k --kill': { does: SIGNALS }, '-n --namespace': 'text', '-l': ONLY_PRINTS } },
  'pgrep pidof pidwait': {
    options: {
      '-d --delimiter -g --pgroup -G --group -P --parent -s --session -t --terminal -u --euid -U --uid -r --runstates':
        'text',
      '-o --oldest-pid --ns --nslist --cgroup -S': { takes: 'text', isOptional: true },
      '-F --pidfile': 'read',
    },
  },
  'pstree pmap pwdx pstack procs ptree pfiles': {
    options: { '-H --highlight-pid -g --ns-sort --sortd --sorta': { takes: 'text', isOptional: true } },
  },
  dmesg: {
    options: {
      '-C --clear -c --read-clear -D --console-off -E --console-on -n --console-level': { does: CHANGES_MACHINE },
      '-F --file -K --kmsg-file': 'read',
      '-f --facility -l --level -s --buffer-size --since --until --time-format': 'text',
    },
  },
  journalctl: {
    options: {
      '-u --unit -n --lines -o --output -p --priority -S --since -U --until -t --identifier -g --grep -b --boot':
        'text',
      '-M --machine -F --field --facility --user-unit --cursor -c --after-cursor --output-fields': 'text',
      '-D --directory --file --root': 'read',
      '--cursor-file': 'write',
      '--vacuum-size --vacuum-files --vacuum-time': {
        takes: 'text',
        does: { class: 'config.modify', marks: ['data-deletion'] },
      },
      '--rotate --flush --sync --relinquish-var --setup-keys --update-catalog': { does: CHANGES_MACHINE },
    },
  },
  'log syslog logtail': { subcommands: { 'show stream stats help': { operands: ['text'] } } },
  'printenv locale tput infocmp toe uuidgen mcookie ipcs quota repquota': {
    options: { '-N --name -n --namespace -T': 'text' },
  },
  getent: {
    operands: ['text'],
    options: { '-s --service': 'text' },
    subcommands: {
      'shadow gshadow': { does: READS_SECRETS },
      '*': { operands: ['text'] },
    },
  },
  'localectl timedatectl': {
    options: { '-H --host': 'connect', '-M --machine -p --property': 'text' },
    subcommands: {
      'status show list-locales list-keymaps list-timezones timesync-status show-timesync': {
        operands: ['text'],
        options: { '-p --property': 'text' },
      },
      'list-x11-keymap-models list-x11-keymap-layouts list-x11-keymap-variants list-x11-keymap-options': {},
      'set-locale set-keymap set-x11-keymap set-time set-timezone set-local-rtc set-ntp revert': {
        does: CHANGES_MACHINE,
      },
    },
  },
  loginctl: {
    options: { '-H --host': 'connect', '-M --machine -p --property -n --lines -o --output': 'text' },
    subcommands: {
      'list-sessions list-users list-seats session-status show-session user-status show-user seat-status show-seat': {
        options: { '-p --property': 'text' },
      },
      'kill-session kill-user terminate-session terminate-user terminate-seat': { does: SIGNALS },
      'activate lock-session unlock-session lock-sessions': {
        does: CHANGES_SERVICES,
      },
      'unlock-sessions enable-linger disable-linger attach flush-devices': {
        does: CHANGES_SERVICES,
      },
    },
  },
  'systemd-analyze systemd-cgls systemd-cgtop systemd-detect-virt systemd-path systemd-delta systemd-escape': {
    options: { '-n -d -p --user-unit --template --suffix': { takes: 'text', isOptional: true } },
  },
  resolvectl: {
    subcommands: {
      'status statistics dns domain default-route llmnr mdns nta show-cache show-server-state monitor': {
        operands: ['text', 'opaque'],
      },
      'query service openpgp tlsa': { does: 'net.connect' },
      'flush-caches reset-statistics reset-server-features revert log-level': { does: CHANGES_MACHINE },
    },
  },
  'findmnt blkid volname lsdvd': {
    options: { '-t --types -o --output -s --match-tag -L -U -O -T --target -c --cache-file': 'text' },
  },
  'nvidia-smi rocm-smi': {
    operands: ['text'],
    options: {
      '-i --id -l --loop -lms --format -d --display --query-gpu --query-compute-apps': 'text',
      '-f --filename': 'write',
      '-pm -pl -c -r --gpu-reset -e -p -ac -lgc -rgc -lmc -rmc -mig -am --power-limit --persistence-mode': {
        does: CHANGES_MACHINE,
      },
    },
  },
  'system_profiler ioreg vm_stat kextstat hostinfo machine': {
    options: { '-detailLevel -timeout -n -c -r -d -k -p -w': 'text' },
  },
  neofetch: {
    options: { '--config': 'script', '--ascii --source --image': 'read', '--ascii_distro --backend --stdout': 'text' },
  },
  'fastfetch screenfetch macchina archey onefetch pfetch': {
    options: { '-c --config': 'opaque', '-l --logo -s --structure': 'text' },
  },
  'ausearch aureport': {
    style: 'words',
    options: { '-if --input': 'read', '-ts --start -te --end -k --key -m --message -ua -ui -p': 'text' },
  },
  tic: {
    does: { class: 'config.modify', detail: 'install a terminal description' },
    operands: ['read'],
    options: {
      '-o': { takes: 'write', isInstead: true },
      '-e -Q -R': 'text',
      '-C -I -c': { takes: 'read', isHarmless: true },
    },
  },
  'stty clear reset tset tabs setterm': { options: { '-F --file': 'read' } },
  'powerprofilesctl boltctl': { subcommands: { 'get list info query': {} } },
  ipcrm: { does: SIGNALS },
  mesg: {},
};
