import { CHANGES_REMOTE, LISTENS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_MACHINE, CONNECTS, ERASES, ONLY_PRINTS, READS_SECRETS } from './machine-acts.ts';

/** Connects to the host that comes first. */
const CONNECTS_TO_FIRST: ProgramRule = { operands: ['connect', 'text'] };

/** Network cats: a host and a port, or `-l` to wait for others; `-e` and `-c` hand the connection to a program. */
const NETCAT: ProgramRule = {
  operands: ['connect', 'text'],
  options: {
    '-l --listen': { does: LISTENS, operands: ['text'] },
    '-k --keep-open': { does: LISTENS },
    '-e --exec -c --sh-exec': { takes: 'shell', does: CONNECTS },
    '--lua-exec': { takes: 'script', does: CONNECTS },
    '-x --proxy': 'connect',
    '-o --output --hex-dump': 'write',
    '-p --source-port -s --source -w --wait -i --idle-timeout -q -X -T -V -I -O -P -m -g -G -d --delay': 'text',
    '--proxy-type --proxy-auth --allow --deny --max-conns --ssl-ciphers --ssl-servername': 'text',
    '--ssl-cert --ssl-key --ssl-trustfile --allowfile --denyfile': 'read',
  },
};

/**
 * Options that ssh and its relatives share. `-o` may name a command to run (`ProxyCommand`), `-F` a file full of them.
 */
const SSH_OPTIONS: ProgramRule['options'] = {
  '-o -F -S -I': 'opaque',
  '-i': 'read',
  '-J': 'connect',
  '-P -c -m -l -B': 'text',
};

/** A method of HTTP: any but those that only read changes what is at the other end, with or without data (RFC 9110 §9.2.1). */
const METHOD: OptionRule = {
  takes: 'text',
  verbs: [
    { verbs: ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'REPORT', 'SEARCH', 'QUERY'], does: [] },
    { verbs: ['*'], does: CHANGES_REMOTE },
  ],
};

/** Options of curl and wget-like clients that turn reading a URL into sending to it. */
const SENDS_TEXT = { takes: 'text', operands: ['upload'] } as const;
const SENDS_DATA = { takes: 'sent', operands: ['upload'] } as const;
const SENDS_FIELD = { takes: 'field', operands: ['upload'] } as const;
const SENDS_FILE = { takes: 'read', operands: ['upload'] } as const;

/**
 * Programs that fetch from, send to and connect to other machines.
 *
 * Operands are URLs or hosts. Options that name a program to run (`ssh -o`, `rsync -e`, `aria2c
 * --on-download-complete`) or a file of options (`curl -K`) count as what they can do at worst.
 */
export const NETWORK_TOOLS: ProgramTable = {
  curl: {
    operands: ['fetch'],
    options: {
      '--url': 'fetch',
      '--data-raw --form-string': SENDS_TEXT,
      '-d --data --data-ascii --data-binary --json': SENDS_DATA,
      '--data-urlencode -F --form': SENDS_FIELD,
      '-T --upload-file': SENDS_FILE,
      '-o --output --output-dir -c --cookie-jar -D --dump-header --trace --trace-ascii --stderr --hsts --alt-svc':
        'write',
      '--etag-save --libcurl': 'write',
      '-O --remote-name --remote-name-all': {
        does: { class: 'file.write', detail: 'write the file that the URL names' },
      },
      '-K --config --engine --unix-socket --abstract-unix-socket': 'opaque',
      '-x --proxy --preproxy --socks4 --socks4a --socks5 --socks5-hostname --proxy1.0 --doh-url --dns-servers':
        'connect',
      '--resolve --connect-to': 'text',
      '-E --cert --key --cacert --capath --crlfile --etag-compare --netrc-file --proxy-cert --proxy-key --proxy-cacert':
        'read',
      '-n --netrc --netrc-optional': { does: READS_SECRETS },
      '--mail-from --mail-rcpt': { takes: 'text', does: 'message.send' },
      '-H --header --proxy-header': 'sent',
      '-X --request': METHOD,
      '-A --user-agent -e --referer -u --user -U --proxy-user -b --cookie -r --range': 'text',
      '-w --write-out -m --max-time -y --speed-time -Y --speed-limit -z --time-cond -C --continue-at -Q --quote':
        'text',
      '-P --ftp-port -t --telnet-option --interface --local-port --limit-rate --rate --retry --retry-delay': 'text',
      '--retry-max-time --connect-timeout --max-redirs --max-filesize --keepalive-time --ciphers --tls13-ciphers':
        'text',
      '--tls-max --proto --proto-default --proto-redir --oauth2-bearer --aws-sigv4 --noproxy --variable': 'text',
      '--pinnedpubkey --pass --cert-type --key-type': 'text',
      '--curves --parallel-max --happy-eyeballs-timeout-ms --create-file-mode': 'text',
      '--expand-data --expand-url --expand-output': 'opaque',
      '-h --help': { takes: 'text', isOptional: true, isHarmless: true },
    },
  },
  'wget wget2': {
    operands: ['fetch'],
    options: {
      '--post-data --body-data': SENDS_TEXT,
      '--post-file --body-file': SENDS_FILE,
      '-O --output-document -o --output-file -a --append-output -P --directory-prefix --save-cookies --warc-file':
        'write',
      '--rejected-log --hsts-file --warc-tempdir': 'write',
      '-i --input-file': { takes: 'read', does: 'net.fetch' },
      '--load-cookies --ca-certificate --ca-directory --certificate --private-key --crl-file': 'read',
      '-e --execute --config': 'opaque',
      '--use-askpass': 'shell',
      '--method': METHOD,
      '--header -U --user-agent --user --password --referer -t --tries -T --timeout -w --wait --waitretry': 'text',
      '-Q --quota -A --accept -R --reject -D --domains -I --include-directories -X --exclude-directories -l --level':
        'text',
      '--limit-rate --dns-timeout --connect-timeout --read-timeout --bind-address --progress --cut-dirs -B --base':
        'text',
      '--accept-regex --reject-regex --regex-type --exclude-domains': 'text',
      '--http-user --http-password --ftp-user --secure-protocol': 'text',
      '-nv -nc -np -nd -nH -N -c -r -k -p -x -q -S -b': 'flag',
    },
  },
  'http https httpie xh xhs': {
    options: {
      '-o --output --download-dir': 'write',
      '--verify --cert --cert-key': 'read',
      '--proxy': 'connect',
      '-a --auth -A --auth-type -s --style -p': 'text',
      '--print --timeout --max-redirects --session --raw --pretty --format-options': 'text',
    },
    subcommands: {
      'GET get HEAD head OPTIONS options': { operands: ['fetch', 'text'], options: { '-o --output': 'write' } },
      'POST post PUT put PATCH patch DELETE delete': { operands: ['upload', 'field'] },
    },
  },
  grpcurl: {
    options: {
      '-d -H -rpc-header -reflect-header -max-time -format -import-path -authority -user-agent': 'text',
      '-proto -protoset -cacert -cert -key': 'read',
      '-protoset-out -proto-out-dir': 'write',
    },
    style: 'words',
    operands: ['connect', 'text'],
  },
  hurl: {
    does: RUNS_PROJECT_CODE,
    options: {
      '-o --output --report-html --report-json --report-junit --report-tap -c --cookie-jar': 'write',
      '--variables-file -b --cookie --cert --key --cacert --file-root': 'read',
      '--variable -u --user -x --proxy --connect-to --resolve': 'text',
    },
    operands: ['script'],
  },
  aria2c: {
    operands: ['fetch'],
    options: {
      '--on-download-complete --on-download-error --on-download-start --on-download-stop --on-download-pause': 'shell',
      '--on-bt-download-complete': 'shell',
      '-o --out -d --dir -l --log --save-session --save-cookies': 'write',
      '-i --input-file -T --torrent-file -M': 'read',
      '--metalink-file --load-cookies --private-key --certificate --ca-certificate': 'read',
      '--conf-path --netrc-path': 'opaque',
      '--enable-rpc': { takes: 'text', isOptional: true, does: LISTENS },
      '--all-proxy --http-proxy --https-proxy': 'connect',
      '-x -s -j -k -m -t -u --header --user-agent --referer --checksum --gid --max-tries --timeout --split': 'text',
    },
  },
  'axel lwp-download': { operands: ['fetch', 'write'], options: { '-o --output': 'write', '-n -s -H -U -T': 'text' } },
  'lwp-request GET HEAD w3m lynx links links2 elinks browsh': {
    operands: ['fetch'],
    options: {
      '-cmd_script -cfg -config -config-file -o -eval -lookup': 'opaque',
      '-post_data -c': { takes: 'text', operands: ['upload'] },
      '-width -cols -T -I -O -source -dump-width': 'text',
    },
    style: 'words',
  },
  POST: { operands: ['upload'] },
  'yt-dlp youtube-dl gallery-dl': {
    operands: ['fetch'],
    options: {
      '--exec --exec-before-download --netrc-cmd': 'shell',
      '--downloader --external-downloader --config-location --config-locations --plugin-dirs --use-postprocessor':
        'opaque',
      '-o --output -P --paths --cache-dir --download-archive --print-to-file': 'write',
      '-a --batch-file --load-info-json --cookies --client-certificate --client-certificate-key': 'read',
      '--cookies-from-browser -n --netrc': { does: READS_SECRETS },
      '--proxy --geo-verification-proxy': 'connect',
      '-f --format -r --limit-rate -R --retries -S --format-sort --sub-langs --audio-format --audio-quality': 'text',
      '-u --username -p --password --recode-video --merge-output-format --postprocessor-args --downloader-args': 'text',
    },
  },
  'ab hey wrk wrk2 siege vegeta bombardier oha': {
    operands: ['fetch'],
    options: {
      '-p -u --body-file': { takes: 'read', operands: ['upload'] },
      '-d --data': { takes: 'text', operands: ['upload'] },
      '-s --script': 'script',
      '-n -c -t -T -H -C -A -X -q -z -m -D --duration --connections --threads --rate': 'text',
      '-g -e -o --output': 'write',
    },
  },
  'nc netcat ncat nc.openbsd nc.traditional': NETCAT,
  'socat websocat': {
    does: CONNECTS,
    operands: ['opaque'],
    options: { '-lf -r -R': 'write', '-b -t -T -L -W': 'text' },
  },
  socket: {
    operands: ['connect', 'text'],
    options: { '-s': { does: LISTENS, operands: ['text'] }, '-p': { takes: 'shell', does: CONNECTS } },
  },
  telnet: {
    operands: ['connect', 'text'],
    options: { '-n': 'write', '-e -l -b -k -X -S': 'text' },
  },
  ssh: {
    operands: ['connect', 'shell'],
    stopsAtOperand: true,
    options: {
      ...SSH_OPTIONS,
      '-p -b -e -O -w -Q -D': 'text',
      '-W': 'connect',
      '-L -R': { takes: 'text', does: CONNECTS },
      '-E': 'write',
      '-V -h --help --version': ONLY_PRINTS,
    },
  },
  'autossh mosh et': {
    operands: ['connect', 'shell'],
    stopsAtOperand: true,
    options: { ...SSH_OPTIONS, '-M -p -D': 'text', '-L -R': { takes: 'text', does: CONNECTS }, '--ssh': 'shell' },
  },
  sshpass: { operands: ['command'], stopsAtOperand: true, options: { '-p -P -d': 'text', '-f': 'read' } },
  'ssh-keyscan': { operands: ['connect'], options: { '-f': 'read', '-p -t -T -O': 'text' } },
  'ssh-copy-id': {
    operands: ['connect'],
    does: { class: 'identity.change', detail: 'let a key log in to another machine' },
    options: { '-i': { takes: 'read', isOptional: true }, '-o -F': 'opaque', '-t': 'write', '-p': 'text' },
  },
  'scp pscp': { operands: ['remote'], last: 'destination', options: { ...SSH_OPTIONS, '-D': 'shell' } },
  'sftp psftp': {
    operands: ['connect', 'write'],
    input: 'code',
    options: { ...SSH_OPTIONS, '-b': 'script', '-D': 'shell', '-R -s': 'text' },
  },
  sshfs: {
    operands: ['connect', 'write'],
    does: CHANGES_MACHINE,
    options: { '-o -F': 'opaque', '-p': 'text' },
  },
  sshuttle: {
    does: CHANGES_MACHINE,
    operands: ['text'],
    options: { '-e --ssh-cmd': 'shell', '-r --remote': 'connect', '-x --exclude -X -l --listen --dns-hosts': 'text' },
  },
  rsync: {
    operands: ['remote'],
    last: 'destination',
    options: {
      '-e --rsh --rsync-path': 'shell',
      '--delete --del --delete-before --delete-during --delete-delay --delete-after --delete-excluded': {
        does: ERASES,
      },
      '--delete-missing-args --remove-source-files': { does: ERASES },
      '--files-from': { takes: 'read', lists: true },
      '--exclude-from --include-from --password-file --read-batch': 'read',
      '--log-file -T --temp-dir --backup-dir --partial-dir --compare-dest --copy-dest --link-dest --write-batch':
        'write',
      '-f --filter --exclude --include --bwlimit --port --timeout --contimeout --info --debug --out-format': 'text',
      '--log-file-format --chmod --chown --usermap --groupmap --suffix --max-size --min-size --block-size -B': 'text',
      '--compress-level --modify-window --address --sockopts --max-delete --iconv --checksum-choice --stop-after -M':
        'text',
      '--daemon': { does: LISTENS },
      '--config': 'opaque',
    },
  },
  'ftp tnftp ncftp lftp': {
    operands: ['connect', 'text'],
    input: 'code',
    options: { '-c -e': 'opaque', '-f -rcfile': 'script', '-u -p -P -r -q -N -o': 'text' },
  },
  'ncftpget ncftpput wput': { operands: ['upload', 'read'], options: { '-u -p -P -f': 'text' } },
  tftp: { operands: ['connect', 'text'], input: 'code', options: { '-c': 'opaque', '-m -R': 'text' } },
  'smbclient rpcclient': {
    operands: ['connect', 'text'],
    input: 'code',
    options: {
      '-c --command -s --configfile': 'opaque',
      '-U --user -W --workgroup -p --port -I --ip-address -m -d': 'text',
      '-A': 'read',
    },
  },
  smbget: { operands: ['fetch'], options: { '-o --outputfile': 'write', '-U --user': 'text' } },
  fping: {
    operands: ['connect'],
    options: { '-f --file': { takes: 'read', does: CONNECTS }, '-c -C -i -p -r -t -b -H -I -S -B -O -x -Q': 'text' },
  },
  'ping ping6 nping arping traceroute traceroute6 tracepath mtr tcptraceroute': {
    operands: ['connect'],
    options: {
      '-c -i -I -s -t -w -W -m -Q -S -p -l -M -q -f -g -N -z -C --count --interval --report-cycles': 'text',
      '-F --filename --file': 'read',
    },
  },
  hping3: { operands: ['connect'], input: 'code', options: { '--file -E': 'read', '-i -c -p -s -I -a -d': 'text' } },
  'dig kdig delv drill dog doggo': {
    operands: ['connect'],
    options: {
      '+': { takes: 'text', isOptional: true },
      '-f': 'read',
      '-k': 'read',
      '-b -c -p -q -t -x -y -T --type -Q': 'text',
    },
  },
  'finger rlogin rsh rcp pftp': { operands: ['connect', 'shell'], options: { '-l -p': 'text' } },
  'host nslookup resolveip whois jwhois rdap': {
    operands: ['connect'],
    options: { '-h --host': 'connect', '-t -c -W -R -N -m -p --port -T -type -query -timeout': 'text' },
  },
  'nmap masscan rustscan zmap': {
    operands: ['connect'],
    options: {
      '-sS -sT -sU -sV -sn -sP -sL -sC -sA -sW -sM -sN -sF -sX -sO -sI -Pn -PS -PA -PU -PE -A -O -F -6 -n -R': 'flag',
      '-oN -oX -oG -oS -oA --resume --output-file -o': 'write',
      '-iL --excludefile --servicedb --versiondb': 'read',
      '--script --script-args --script-args-file --datadir --interactive': 'opaque',
      '-p --exclude --exclude-ports -T -e -S -g --source-port -D --top-ports --max-rate --min-rate --rate': 'text',
      '--host-timeout --scan-delay --max-retries -iR': 'text',
    },
  },
  'tcpdump tshark dumpcap wireshark ngrep tcpflow ettercap dsniff': {
    does: { class: 'secret.read', detail: 'listen in on network traffic' },
    options: {
      '-w -o -b -W -k': 'write',
      '-z -X': 'shell',
      '-r -F': 'read',
      '-i -c -s -G -C -Z -E -T -y -m -Q -V -f -Y -e -a --number --interface': 'text',
      '-D --list-interfaces -L --list-data-link-types': ONLY_PRINTS,
    },
  },
  'iftop nethogs bmon nload vnstat bandwhich': { options: { '-i -c -d -f -F -n -o -p': 'text' } },
  'irssi weechat mosquitto_sub mosquitto_pub': { does: CONNECTS },
  'xfreerdp rdesktop vncviewer remmina cu minicom picocom tio ipmitool snmpwalk snmpget snmpset': {
    ...CONNECTS_TO_FIRST,
    does: CONNECTS,
    options: { '-S': 'script', '-D -b -p -u -U -P -H -I -c -v': 'text' },
  },
  'ldapsearch ldapwhoami ldapcompare': {
    does: CONNECTS,
    options: { '-H -h': 'connect', '-y -f': 'read', '-D -w -b -s -p -l -z -U -Y -a': 'text' },
  },
  'ldapadd ldapmodify ldapdelete ldapmodrdn ldappasswd': {
    does: { class: 'identity.change', detail: 'change a directory of accounts' },
    options: { '-H -h': 'connect', '-y -f': 'read', '-D -w -b -p -U -Y': 'text' },
  },
  'torify torsocks proxychains proxychains4 tsocks': {
    does: CONNECTS,
    operands: ['command'],
    stopsAtOperand: true,
    options: { '-f --config': 'opaque', '-a -P -u -p': 'text' },
  },
  'tor i2pd ngrok devtunnel bore frpc frps chisel gost zrok': { does: LISTENS },
  tailscale: {
    subcommands: {
      'status ip version netcheck whois': {},
      'ping nc ssh': { does: CONNECTS },
      'serve funnel file up down set login logout switch lock cert drive exit-node web': { does: CHANGES_MACHINE },
    },
  },
  'rtorrent transmission-cli transmission-remote deluge qbittorrent': {
    does: CONNECTS,
    options: { '-o -O': 'opaque', '-w -d': 'write' },
  },
  'darkhttpd thttpd lighttpd webfsd miniserve': { does: LISTENS },
};
