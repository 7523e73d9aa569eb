import { RUNS } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_MACHINE, CHANGES_SERVICES, ONLY_PRINTS, SIGNALS } from './machine-acts.ts';
import { withOptions } from './with-options.ts';

/** What `systemctl` takes before and after its subcommand. */
const SYSTEMCTL_OPTIONS: { readonly [names: string]: OptionRule } = {
  '-H --host': 'connect',
  '-t --type --state -p --property -P -M --machine -n --lines -o --output --job-mode --root -s --signal --kill-whom':
    'text',
  '--kill-value --what --when --preset-mode --check-inhibitors --message --timestamp --image --boot-loader-entry':
    'text',
};

/** A manager of services: verbs that only tell, and verbs that change. */
function manager(reads: string, changes: string): ProgramRule {
  return { subcommands: { [reads]: { operands: ['text'] }, [changes]: { does: CHANGES_SERVICES } } };
}

/**
 * Programs that start, stop and describe what runs in the background.
 *
 * Telling the state is reading; everything else changes a service, and the power subcommands stop the machine.
 */
export const DAEMON_TOOLS: ProgramTable = {
  systemctl: {
    options: SYSTEMCTL_OPTIONS,
    subcommands: withOptions(SYSTEMCTL_OPTIONS, {
      'status show cat help is-active is-enabled is-failed is-system-running get-default show-environment whoami': {},
      'list-units list-unit-files list-sockets list-timers list-jobs list-dependencies list-machines list-automounts':
        {},
      'list-paths': {},
      'start stop restart try-restart reload reload-or-restart': {
        does: CHANGES_SERVICES,
      },
      'try-reload-or-restart isolate reset-failed clean freeze thaw': {
        does: CHANGES_SERVICES,
      },
      'enable disable reenable preset preset-all mask unmask daemon-reload daemon-reexec add-wants add-requires cancel':
        {
          does: CHANGES_SERVICES,
        },
      'halt poweroff reboot soft-reboot kexec exit': {
        does: CHANGES_SERVICES,
      },
      'switch-root suspend hibernate hybrid-sleep suspend-then-hibernate sleep': {
        does: CHANGES_SERVICES,
      },
      'default rescue emergency': { does: CHANGES_SERVICES },
      'edit revert set-property set-default link set-environment unset-environment import-environment bind mount-image':
        {
          does: CHANGES_MACHINE,
        },
      'log-level log-target service-log-level service-watchdogs': { does: CHANGES_MACHINE },
      kill: { does: SIGNALS },
    }),
  },
  'service invoke-rc.d rc-service': {
    options: { '--status-all --list': ONLY_PRINTS },
    verbs: [
      { verbs: ['status', 'configtest', 'check'], does: RUNS },
      {
        verbs: ['start', 'stop', 'restart', 'reload', 'force-*', 'try-*', 'cond*', 'enable', 'disable'],
        does: CHANGES_SERVICES,
      },
      { verbs: ['zap', 'rotate', 'onestart', 'onestop', 'onerestart'], does: CHANGES_SERVICES },
    ],
  },
  launchctl: {
    subcommands: {
      'list print print-disabled print-cache blame dumpstate': {
        operands: ['text'],
      },
      'hostinfo resolveport examine version managerpid manageruid managername': {
        operands: ['text'],
      },
      'load bootstrap': { does: CHANGES_SERVICES, operands: ['script'] },
      'unload bootout start stop kickstart enable disable submit remove attach debug reboot error limit config': {
        does: CHANGES_SERVICES,
      },
      kill: { does: SIGNALS },
      'setenv unsetenv umask': { does: CHANGES_MACHINE },
      getenv: {},
      asuser: { operands: ['text', 'command'], stopsAtOperand: true },
    },
  },
  'initctl supervisorctl monit': manager(
    'status list show-config version avail maintail summary report',
    'start stop restart reload reread update add remove clear shutdown signal monitor unmonitor',
  ),
  sv: manager(
    'status check',
    'up down once start stop restart reload hup alarm interrupt quit 1 2 term kill exit shutdown',
  ),
  'rc-update rc-config': manager('show list', 'add del delete start stop'),
  'update-rc.d insserv sysv-rc-conf': { does: CHANGES_SERVICES },
  'chkconfig ntsysv': { does: CHANGES_SERVICES, options: { '--list': ONLY_PRINTS } },
  sysrc: {
    operands: ['opaque'],
    options: { '-n -a -A': { operands: ['text'] }, '-f': 'write', '-x': { does: CHANGES_MACHINE } },
  },
  'systemd-run run0': {
    does: CHANGES_SERVICES,
    operands: ['command'],
    stopsAtOperand: true,
    input: 'shell',
    options: {
      '-u --unit -p --property --description --slice -E --setenv -D --chdir --uid --gid --nice --working-directory':
        'text',
      '--on-active --on-boot --on-startup --on-unit-active --on-calendar --on-timezone-change --path-property': 'text',
      '--socket-property --timer-property --service-type -M --machine --background': 'text',
      '-H --host': 'connect',
    },
  },
  systemd: { does: CHANGES_SERVICES },
  'machinectl portablectl homectl': {
    subcommands: {
      'list status show list-images image-status show-image inspect is-attached': { operands: ['text'] },
      'shell login start poweroff reboot terminate kill enable disable copy-to copy-from bind': {
        does: CHANGES_SERVICES,
      },
      'clone rename read-only remove set-limit clean pull-tar pull-raw import-tar attach detach create update': {
        does: CHANGES_SERVICES,
      },
    },
  },
  busctl: {
    options: { '--address': 'opaque', '-H --host': 'connect', '-M --machine --match --timeout': 'text' },
    subcommands: {
      'list status tree introspect get-property capture monitor': {
        operands: ['text'],
        options: { '--address': 'opaque', '-H --host': 'connect' },
      },
      'call set-property emit': { does: CHANGES_SERVICES, options: { '--address': 'opaque' } },
    },
  },
  'dbus-send gdbus qdbus dbus-monitor': { does: CHANGES_SERVICES },
  'shutdown reboot halt poweroff init telinit rtcwake pm-suspend': { does: CHANGES_SERVICES },
  'logrotate newsyslog': {
    does: CHANGES_SERVICES,
    operands: ['script'],
    options: { '-l --log -s --state': 'write', '-m --mail': 'shell', '-d --debug': ONLY_PRINTS },
  },
  'rsyslogd syslogd auditd crond cron atd inetd xinetd udevd smbd nmbd vsftpd dovecot postfix': {
    does: CHANGES_SERVICES,
    options: { '-f -c --config': 'script' },
  },
  sshd: { does: CHANGES_SERVICES, options: { '-f': 'script', '-o': 'opaque', '-t -T -G': ONLY_PRINTS } },
  'named unbound chronyd ntpd openntpd': { does: CHANGES_SERVICES },
  dnsmasq: {
    does: CHANGES_SERVICES,
    options: { '--conf-script --dhcp-script': 'shell', '-C --conf-file': 'script' },
  },
  'asterisk icecast': { does: CHANGES_SERVICES },
};
