import { LISTENS, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramTable } from '../program-rule.ts';
import { CHANGES_MACHINE, CONNECTS, ONLY_PRINTS, READS_SECRETS, SENDS } from './machine-acts.ts';

/**
 * Everything else: choosers, clipboards, desktop programs, calculators, toys.
 */
export const MISCELLANEOUS: ProgramTable = {
  'fzf sk fzy peco percol skim': {
    options: {
      '--bind --listen-unsafe --become': 'opaque',
      '--preview --exec --with-shell -c --cmd': 'shell',
      '--listen': { takes: 'text', isOptional: true, does: LISTENS },
      '-q --query -f --filter -d --delimiter -n --nth --with-nth -m --multi --tiebreak --height --min-height --layout':
        {
          takes: 'text',
          isOptional: true,
        },
      '--history': 'write',
      '--prompt --header --preview-window --color --expect --border --margin --padding --algo --scheme --walker':
        'text',
    },
  },
  'dmenu rofi wofi bemenu': {
    options: { '-run-command -run-shell-command -modi -show': 'opaque', '-p -l -fn -nb -nf -sb -sf -theme': 'text' },
    style: 'words',
  },
  'dialog whiptail zenity kdialog yad gum notify-send terminal-notifier growlnotify': {
    operands: ['read'],
    options: { '--textbox --tailbox --programbox --text-info': 'read', '--action -execute --command': 'opaque' },
  },
  // People copy passwords and links that log them in.
  'wl-paste pbpaste xsel': { does: READS_SECRETS, style: 'words' },
  'xclip wl-copy pbcopy clip clip.exe': {
    operands: ['read'],
    options: {
      '-sel -selection -t -target -d -l -loops --type': 'text',
      '-o -out --out': { does: READS_SECRETS },
    },
    style: 'words',
  },
  'xdg-open open gio kde-open gnome-open see exo-open start wslview cygstart': { operands: ['opaque'] },
  'xdg-mime xdg-settings xdg-desktop-menu xdg-icon-resource update-menus': {
    subcommands: { 'query get check': { operands: ['text'] }, '*': { does: CHANGES_MACHINE } },
  },
  'xdg-user-dir': { operands: ['opaque'] },
  'xdg-email evolution thunderbird': { does: SENDS },
  'evince okular xpdf mupdf feh eog display sxiv imv gwenview zathura qlmanage shotwell': {
    does: RUNS,
    operands: ['read'],
    options: { '-A --action --action1 --on-last-slide -c --config-dir': 'opaque', '-o --output': 'write' },
  },
  'run-mailcap tasksh': { does: 'shell.opaque' },
  'firefox chromium chromium-browser google-chrome chrome brave opera epiphany safari surf qutebrowser': {
    does: RUNS,
    operands: ['fetch'],
    options: {
      '--remote-debugging-port --remote-debugging-address --load-extension --remote-allow-origins': {
        takes: 'text',
        does: LISTENS,
      },
      '--renderer-cmd-prefix --utility-cmd-prefix --gpu-launcher': 'shell',
      '--screenshot --print-to-pdf --user-data-dir -profile -P --log-net-log': { takes: 'write', isOptional: true },
      '--proxy-server --host-resolver-rules': { takes: 'text', does: CONNECTS },
      '--version --product-version': ONLY_PRINTS,
    },
  },
  'xterm gnome-terminal konsole alacritty kitty wezterm foot urxvt terminator xfce4-terminal x-terminal-emulator st': {
    operands: ['text'],
    input: 'shell',
    options: {
      '-e -x --command --execute --': 'command',
      '--config-file --config -o': 'opaque',
      '-T --title -geometry -fn -fa': 'text',
      // Whoever sits at that screen has a shell.
      '-display --display': { takes: 'connect', does: 'shell.opaque' },
    },
  },
  'cowsay cowthink': { operands: ['text'], options: { '-f -C': 'script', '-e -T -W': 'text' } },
  'figlet toilet fortune banner boxes sl cmatrix asciiquarium pipes.sh nyancat ponysay': {
    operands: ['text'],
    options: { '-f -d -T -W -w -e -a -k -p -C -n': 'text' },
  },
  'calc qalc galculator xcalc insect numbat frink': {
    operands: ['text'],
    options: { '-f --file': 'script', '-e --expr': 'text' },
  },
  'dateadd datediff dateconv dateseq gdate pom': { options: { '-d --date -f --format -i': 'text' } },
  'z zoxide autojump fasd zi': { subcommands: { 'query stat list': {}, '*': { does: RUNS } } },
  'thefuck fuck': { does: 'shell.opaque' },
  'errno ascii unicode uniname': { operands: ['text'] },
  'gtester prove bats shunit2': {
    does: RUNS_PROJECT_CODE,
    operands: ['script'],
    options: {
      '-o --output --junit-output-file --report-formatter-output': 'write',
      '-e --exec': 'shell',
      '-j -p -m -s --filter --formatter -k -P': 'text',
      '-I -M': 'text',
    },
  },
  taskwarrior: {
    operands: ['text'],
    subcommands: {
      'execute exec': { operands: ['command'], stopsAtOperand: true },
      '*': { operands: ['text'] },
    },
  },
  'todo.sh calcurse remind khal jrnl timew watson taskell': {
    does: RUNS,
    operands: ['text'],
    options: { '-c --config': 'opaque', '-x --run': 'shell' },
  },
  'dosbox-x scummvm retroarch steam lutris': { does: 'shell.opaque' },
  'speedtest speedtest-cli fast librespeed-cli': { does: CONNECTS, options: { '-o --output': 'write' } },
  // What only shows the state of this gateway; the hard floor knows the rest.
  countersign: {
    subcommands: {
      'status version help doctor explain check': {},
      approvals: { subcommands: { 'list show': {} } },
      checkpoint: { subcommands: { 'list show diff': {} } },
      deleted: { subcommands: { list: {} } },
      log: { subcommands: { 'show tail verify': {} } },
    },
  },
  'weather wttr ansiweather': { does: CONNECTS },
  'rtl_sdr gpsd gpspipe': { does: CONNECTS },
  'adb fastboot': {
    options: { '-s -t -H -P -L': 'text' },
    subcommands: {
      'devices version get-state get-serialno get-devpath help features': {},
      'logcat bugreport': { operands: ['text'] },
      'push pull install install-multiple uninstall sync sideload': { does: CONNECTS, operands: ['read'] },
      'shell exec-out exec-in root unroot reboot remount tcpip usb connect disconnect pair forward reverse emu': {
        does: CONNECTS,
      },
      '*': { does: CHANGES_MACHINE },
    },
  },
};
