import { READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_SERVICE, OPAQUE } from './development-acts.ts';
import { CHANGES_MACHINE, CONNECTS } from './machine-acts.ts';

/** Shows something of the desktop, or plays with it for as long as it runs. */
const SHOWS: ProgramRule = { does: RUNS, operands: ['text'] };

/** Reads its operands and prints or shows them. */
const VIEWS: ProgramRule = {
  does: RUNS,
  options: { '-o --output': 'write', '-c --config': 'read', '-s --size -w --width -f --format': 'text' },
  operands: ['read'],
};

/** Reads the operands but the last, which it writes. */
const INTO_LAST: ProgramRule = {
  options: { '-o --output --out': 'write', '--margin --width --height -s --setProperty -z --resampleHeight': 'text' },
  operands: ['read'],
  last: 'write',
};

/** Talks to a window manager, which starts programs where it is told to. */
const WINDOW_MANAGER: ProgramRule = {
  does: CHANGES_MACHINE,
  options: { '-t -s -q --query': 'text' },
  verbs: [
    { verbs: ['get_tree', 'get_outputs', 'get_workspaces', 'get_inputs', 'get_version', 'query'], does: RUNS },
    { verbs: ['monitors', 'clients', 'workspaces', 'devices', 'activewindow', 'version', 'binds'], does: RUNS },
    { verbs: ['exec', 'dispatch', 'rule', 'spawn'], does: OPAQUE },
  ],
};

/** Looks into an application's package. */
const LOOKS_INTO: ProgramRule = {
  does: RUNS,
  options: { '-o --output -d --output-dir --out -J --target': 'write', '-f -l -j -k --arch': 'text' },
  operands: ['read'],
};

/** Programs of desktops, phones and removable devices. */
export const DESKTOP_AND_DEVICE_TOOLS: ProgramTable = {
  'glxgears vkcube xev tty-clock unimatrix cbonsai nsnake nudoku speaker-test': SHOWS,
  'radeontop i7z intel_gpu_top bwm-ng hddtemp lspath lsix uptimed uprecords jstest evtest systool tlp-stat': SHOWS,
  'xcowsay screenkey wtf sdcv surfraw tealdeer bropages pastel': SHOWS,
  'chafa timg viu catimg jp2a tiv icat img2sixel nsxiv ristretto swayimg ebook-viewer': VIEWS,
  'slides mdp presenterm lookatme patat jless jnv visidata vd sc-im tabview lnav tre': VIEWS,
  'brightnessctl xbacklight light pamixer ponymix pulsemixer mpc cmus-remote': {
    does: CHANGES_MACHINE,
    verbs: [{ verbs: ['get', 'info', 'status', 'metadata', 'list', 'stats', 'current', 'playlist'], does: RUNS }],
  },
  'i3-msg swaymsg hyprctl bspc herbstclient qtile': WINDOW_MANAGER,
  'i3lock swaylock xtrlock slock vlock xdg-screensaver': { does: CHANGES_MACHINE },
  'desktop-file-validate appstreamcli appstream-util gtk-builder-tool': VIEWS,
  'glib-compile-resources glib-compile-schemas gdk-pixbuf-csource': {
    options: { '--target --targetdir': 'write', '--sourcedir': 'read' },
    operands: ['read'],
  },
  'iperf iperf3 httping echoping nuttcp qperf': { does: CONNECTS },
  'avahi-browse avahi-resolve dns-sd mmcli ideviceinfo idevice_id ideviceinstaller idevicesyslog': {
    does: READS_REMOTE,
    options: { '-i --install -U --uninstall -u': { does: CHANGES_MACHINE } },
  },
  'ntpq clamdtop gcal': SHOWS,
  'clamscan clamdscan': {
    does: RUNS,
    options: {
      '--remove --move': { does: OPAQUE },
      '-l --log --copy --tempdir': 'write',
      '-f --file-list -d --database': 'read',
      '--exclude --exclude-dir --include --include-dir --max-filesize --max-scansize': 'text',
    },
    operands: ['tree'],
  },
  'ipcalc sipcalc ipv6calc grepcidr cidr': SHOWS,
  'aapt aapt2 apkanalyzer dexdump apktool jadx dex2jar d2j-dex2jar bundletool baksmali smali': LOOKS_INTO,
  zipalign: { options: { '-c': { operands: ['text', 'read'] } }, operands: ['text', 'read'], last: 'write' },
  apksigner: {
    subcommands: {
      'verify version help': { operands: ['read'] },
      '*': { does: 'secret.read', options: { '--out': 'write' }, operands: ['write'] },
    },
  },
  'sdkmanager avdmanager emulator': {
    options: { '--list --list_installed --version -list-avds -version': { isHarmless: true } },
    style: 'words',
    does: { class: 'package.install', detail: 'change or start the Android SDK', marks: ['unseen-code'] },
  },
  sips: {
    style: 'words',
    options: {
      '-g --getProperty -x': 'text',
      '-o --out': 'write',
      '-s --setProperty -z --resampleHeightWidth -Z --resampleHeightWidthMax': { takes: 'text', operands: ['write'] },
    },
    operands: ['read'],
  },
  'actool ibtool agvtool xcresulttool xctrace afinfo lsappinfo': {
    does: RUNS,
    options: { '--compile --output --output-path': 'write' },
    operands: ['read'],
  },
  'pkgbuild productbuild makensis iscc': {
    does: RUNS_PROJECT_CODE,
    options: { '--root --component --distribution --package-path --scripts': 'read', '--sign --identifier': 'text' },
    operands: ['write'],
  },
  'altool notarytool': { does: { class: 'net.upload', detail: 'hand an application to its store' } },
  'cdparanoia abcde': { does: RUNS, options: { '-o --output': 'write' }, operands: ['text', 'write'] },
  'wodim cdrecord growisofs xorrecord usbreset usbguard usbip': { does: CHANGES_MACHINE },
  'pdf2svg pdfcropmargins webpmux zopfli zopflipng guetzli pnmtopng icontopbm fonttools ttx pyftsubset': INTO_LAST,
  'svg2png svgexport inkview mscore musescore lilypond abc2midi fluidsynth': INTO_LAST,
  'pueue tsp nq': {
    does: RUNS,
    subcommands: {
      'status log format-status help completions': {},
      add: { operands: ['shell'], stopsAtOperand: true },
      '*': { does: CHANGES_SERVICE },
    },
  },
};
