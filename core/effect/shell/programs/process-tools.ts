import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_SERVICES, ONLY_PRINTS, READS_SECRETS, SIGNALS } from './machine-acts.ts';

/** A program that runs the command that follows its own options. */
function runs(options: { readonly [names: string]: OptionRule } = {}): ProgramRule {
  return { operands: ['command'], stopsAtOperand: true, options };
}

/** A program that takes one word of its own before the command that it runs. */
function runsAfterWord(options: { readonly [names: string]: OptionRule } = {}): ProgramRule {
  return { operands: ['text', 'command'], stopsAtOperand: true, options };
}

/** Signals by process or by name. A word after one dash is a signal (`-KILL`), never a cluster of letters. */
const SIGNALLER: ProgramRule = {
  does: SIGNALS,
  style: 'words',
  options: {
    '-s --signal -n -q --queue -u --user --euid -U --uid -g --pgroup -G --group -P --parent -t --terminal': 'text',
    '-o --older-than -y --younger-than -Z --context -N --ns --session': 'text',
    '-F --pidfile': 'read',
    '-l --list -L --table': ONLY_PRINTS,
  },
};

/**
 * Programs that start, watch and stop others.
 *
 * A wrapper (`nice`, `timeout`, `strace`) counts as the command behind it, and as what its own options do: `strace -o`
 * writes.
 */
export const PROCESS_TOOLS: ProgramTable = {
  'kill pkill killall killall5 xkill skill snice tkill taskkill': SIGNALLER,
  renice: { does: SIGNALS, options: { '-n --priority -p --pid -g --pgrp -u --user': 'text' } },
  'sleep usleep gsleep wait true false': {},

  'nice gnice': runs({ '-n --adjustment': 'text' }),
  'timeout gtimeout': runsAfterWord({ '-s --signal -k --kill-after': 'text' }),
  'nohup setsid chronic ifne zrun eatmydata nocache unbuffer padsp aoss catchsegv fakechroot setlock': runs(),
  'dbus-run-session dbus-launch systemd-inhibit systemd-cat caffeinate gamemoderun prime-run optirun': runs({
    '-t -w --what --who --why --mode -p --priority --identifier --config-file': 'text',
  }),
  'fakeroot fakeroot-tcp fakeroot-sysv': runs({
    '-l --lib --faked': 'opaque',
    '-s': 'write',
    '-i': 'read',
    '-b': 'text',
  }),
  'stdbuf gstdbuf': runs({ '-i --input -o --output -e --error': 'text' }),
  ionice: runs({
    '-c --class -n --classdata': 'text',
    '-p --pid -P --pgid -u --uid': { takes: 'text', does: SIGNALS, operands: ['text'] },
  }),
  chrt: runsAfterWord({
    '-T --sched-runtime -P --sched-period -D --sched-deadline': 'text',
    '-p --pid': { operands: ['text'] },
  }),
  taskset: runsAfterWord({ '-p --pid': { operands: ['text'] } }),
  choom: runs({ '-n --adjust': 'text', '-p --pid': { takes: 'text', operands: ['text'] } }),
  prlimit: runs({ '-p --pid -o --output': 'text' }),
  numactl: runs({
    '-m --membind -N --cpunodebind -C --physcpubind -i --interleave -p --preferred --localalloc': 'text',
    '-H --hardware -s --show': ONLY_PRINTS,
  }),
  'setarch linux32 linux64 i386 i486 i586 i686 x86_64 ppc64 aarch64 uname26': runs(),
  'time gtime multitime': runs({ '-f --format -n -i -r -s -q': 'text', '-o --output': 'write' }),
  'cpulimit trickle': runs({ '-l --limit -p --pid -e --exe -d -u -t -w': 'text' }),
  softlimit: runs({ '-m -d -s -l -a -o -p -f -c -r -t': 'text' }),
  'setuidgid envuidgid': runsAfterWord(),
  envdir: { operands: ['read', 'command'], stopsAtOperand: true },
  chpst: runs({ '-u -U -b -e -/ -n -l -L -m -d -o -p -f -c': 'text' }),
  cgexec: runs({ '-g': 'text' }),
  'flock lckdo': {
    operands: ['write', 'command'],
    stopsAtOperand: true,
    options: { '-w --wait --timeout -E --conflict-exit-code': 'text', '-c --command': 'shell' },
  },
  watch: {
    operands: ['shell'],
    stopsAtOperand: true,
    options: { '-n --interval -q --equexit -s --shotsdir': 'text', '-x --exec': { operands: ['command'] } },
  },
  viddy: { operands: ['shell'], stopsAtOperand: true, options: { '-n --interval': 'text', '--shell': 'shell' } },
  entr: runs(),
  'watchexec watchman-make': runs({
    '-w --watch -e --exts -i --ignore -f --filter -s --signal -d --debounce --delay-run -N --fs-events': 'text',
    '--shell': 'shell',
  }),
  reflex: runs({ '-r --regex -g --glob -R -G': 'text', '-c --config': 'opaque' }),
  'jc grc': runs({ '-c --config': 'opaque', '-s -e': 'flag' }),
  rlwrap: runs({
    '-l --logfile -H --history-filename': 'write',
    '-f --file -q --quote-characters': 'read',
    '-z --filter': 'shell',
    '-b --break-chars -C --command-name -S --substitute-prompt -s --histsize -t --set-term-name -O -p -P -e -a -D': {
      takes: 'text',
      isOptional: true,
    },
  }),
  'xvfb-run xinit startx': runs({
    '-e --error-file -f --auth-file': 'write',
    '-n --server-num -s --server-args -w --wait': 'text',
  }),
  'firejail aa-exec runcon': runs({ '-p --profile -n --namespace -r --role -t --type -u --user -l --range': 'text' }),
  'bwrap proot': runs({
    '--bind --ro-bind --dev-bind --bind-try --symlink --setenv --chmod --tmpfs --dev --proc --dir --chdir': 'text',
    '-b -r -R -w -S': 'text',
    '--file --args': 'opaque',
  }),
  'ld.so ld-linux.so.2 ld-linux-x86-64.so.2 ld-linux-aarch64.so.1 ld-musl-x86_64.so.1': runs({
    '--library-path --inhibit-rpath --argv0': 'text',
    '--preload --audit': 'opaque',
    '--list --verify': { operands: ['read'] },
  }),

  'strace gstrace dtruss truss': runs({
    '-o --output': 'write',
    '-p --attach': { takes: 'text', does: SIGNALS },
    '-e --trace -s --string-limit -u --user -E --env -a --columns -P --trace-path -I -O -S -X -b --detach-on -t':
      'text',
  }),
  ltrace: runs({
    '-o --output': 'write',
    '-F --config': 'read',
    '-p': { takes: 'text', does: SIGNALS },
    '-e -l --library -s -u -n --indent -a --align -A -D --debug -x -w --where': 'text',
  }),
  perf: {
    subcommands: {
      'stat record trace kmem lock sched timechart mem c2c ftrace': {
        operands: ['command'],
        stopsAtOperand: true,
        options: {
          '-o --output': 'write',
          '-i --input': 'read',
          '-e --event -F --freq -c --count -C --cpu -g -r --repeat -p --pid -t --tid -G --cgroup -I --interval-print':
            'text',
          '--call-graph -j -D --delay -m --mmap-pages': 'text',
        },
      },
      'report annotate diff evlist buildid-list list version': {
        options: { '-i --input': 'read', '-s --sort -F --fields': 'text' },
      },
      script: {
        operands: ['opaque'],
        options: { '-i --input': 'read', '-s --script': 'opaque', '-F --fields': 'text' },
      },
      'top bench': { options: { '-e --event -p --pid -d -F': 'text' } },
    },
  },
  'valgrind heaptrack': runs({
    '--log-file --xml-file --callgrind-out-file --massif-out-file --cachegrind-out-file --dhat-out-file -o --output':
      'write',
    '--suppressions': 'read',
    '--tool --leak-check --error-exitcode --num-callers': 'text',
  }),
  'callgrind_annotate ms_print cg_annotate heaptrack_print': { operands: ['read'] },
  rr: {
    subcommands: {
      record: { operands: ['command'], stopsAtOperand: true, options: { '-o': 'write', '-n -c': 'text' } },
      replay: { does: 'shell.opaque' },
      'ls ps dump': { operands: ['text'] },
    },
  },
  'gdb cgdb gdb-multiarch': {
    operands: ['read', 'read'],
    input: 'code',
    style: 'words',
    options: {
      '-ex --ex -eval-command --eval-command -iex --init-eval-command': 'opaque',
      '-x --command -command -ix --init-command': 'script',
      '-args --args': { operands: ['command'] },
      '-p -pid --pid': { takes: 'text', does: SIGNALS },
      '-c -core --core -s -symbols --symbols -e -exec --exec -se': 'read',
      '-cd --cd -d -directory --directory -b -tty --tty -D -data-directory': 'text',
    },
  },
  lldb: {
    operands: ['read'],
    input: 'code',
    options: {
      '-o --one-line -O --one-line-before-file -k --one-line-on-crash -K': 'opaque',
      '-s --source -S --source-before-file': 'script',
      '-f --file -c --core': 'read',
      '-p --attach-pid -n --attach-name': { takes: 'text', does: SIGNALS },
    },
  },
  'bpftrace dtrace stap': {
    does: 'shell.opaque',
    operands: ['script'],
    options: { '-e -n -o -c -s': 'text', '-l': ONLY_PRINTS },
  },

  script: {
    operands: ['write', 'command'],
    stopsAtOperand: true,
    input: 'shell',
    options: {
      '-c --command': 'shell',
      '-T --log-timing -t --timing -I --log-in -O --log-out -B --log-io': { takes: 'write', isOptional: true },
      '-E --echo -o --output-limit -m --logging-format': 'text',
    },
  },
  'scriptreplay ttyplay': { operands: ['read'] },
  asciinema: {
    subcommands: {
      rec: {
        operands: ['write'],
        options: { '-c --command': 'shell', '-t --title -i --idle-time-limit -e --env': 'text' },
      },
      'play cat': { operands: ['read'] },
      upload: { operands: ['read'], does: 'net.upload' },
    },
  },
  screen: {
    operands: ['command'],
    stopsAtOperand: true,
    input: 'shell',
    options: {
      '-S -t -p -T -h -e': 'text',
      '-r -R -x': { takes: 'text', isOptional: true },
      '-d -D -m': 'flag',
      '-Logfile': 'write',
      '-c': 'script',
      '-s': 'shell',
      '-X': { does: 'shell.opaque' },
      '-ls -list -wipe': ONLY_PRINTS,
    },
  },
  'tmux tmate': {
    input: 'shell',
    options: { '-c': 'shell', '-f': 'script', '-S -L -T': 'text' },
    subcommands: {
      'new-session new new-window neww split-window splitw respawn-pane respawnp respawn-window respawnw': {
        operands: ['shell'],
        options: { '-s -t -n -x -y -F -e -l -p': 'text', '-c': 'enter', '-f': 'text' },
      },
      'display-popup popup run-shell run if-shell if pipe-pane pipep confirm-before confirm': {
        operands: ['shell'],
        options: { '-t -d -b -c -h -w -x -y -p': 'text' },
      },
      'send-keys send source-file source bind-key bind set-hook command-prompt': { does: 'shell.opaque' },
      'list-sessions ls list-windows lsw list-panes lsp list-clients': {
        options: { '-t -F -f': 'text' },
      },
      'lsc list-keys lsk list-commands info has-session has': {
        options: { '-t -F -f': 'text' },
      },
      'display-message display show-options show show-environment showenv': {
        options: { '-t -F -S -E -b': 'text' },
      },
      // What stands on other terminals: keys, codes, links that log a person in.
      'capture-pane capturep list-buffers lsb show-buffer showb save-buffer saveb': {
        does: READS_SECRETS,
        options: { '-t -F -S -E -b': 'text' },
      },
      'attach-session attach a switch-client switchc select-window selectw select-pane selectp rename-session rename': {
        does: 'process.run',
        options: { '-t -n -c': 'text' },
      },
      'kill-server kill-session kill-window killw kill-pane killp': { does: SIGNALS, options: { '-t': 'text' } },
      'set-option set set-window-option setw set-environment setenv': { does: CHANGES_SERVICES },
    },
  },
  'byobu zellij dtach abduco': { does: 'shell.opaque' },
  'at batch': {
    does: CHANGES_SERVICES,
    input: 'shell',
    options: { '-f': 'script', '-t -q': 'text', '-l': ONLY_PRINTS },
  },
  atq: { options: { '-q': 'text' } },
  atrm: { does: CHANGES_SERVICES },
  crontab: {
    does: CHANGES_SERVICES,
    operands: ['script'],
    options: { '-u': 'text', '-l -T': ONLY_PRINTS },
  },
  'xdotool ydotool wtype cliclick wmctrl': { does: 'shell.opaque' },
  'start-stop-daemon daemonize daemon': {
    does: CHANGES_SERVICES,
    operands: ['command'],
    stopsAtOperand: true,
    options: {
      '-x --exec -a --startas': 'shell',
      '-p --pidfile -o -e -l -O --output': 'write',
      '-n --name -u --user -c --chuid -g --group -s --signal -d --chdir -r --chroot -N --nicelevel': 'text',
      '-T --status': ONLY_PRINTS,
    },
  },
  'run-parts run-one': {
    operands: ['script'],
    options: { '--test --list': ONLY_PRINTS, '-a --arg -u --umask --regex': 'text' },
  },
  'pexec dumb-init tini catatonit s6-setuidgid': runs({ '-n -o -e -p -f -t': 'text' }),
  'gcore scanmem GameConqueror': { does: 'secret.read' },
  logsave: { operands: ['write', 'command'], stopsAtOperand: true },
};
