import { TECHNICAL_WORDS } from '../phrases/technical-words.ts';

/** Technical words that people also use of a room, a school or a life. */
const AMBIGUOUS = new Set(
  'table job jobs class meeting meetings email emails windows test tests loop pod pods library method module port token tokens legacy pr prs rust swift react java oracle index sap excel go node error log promise method script string query pointer'.split(
    ' ',
  ),
);

/** What is said of nothing but software. */
export const PLAINLY_TECHNICAL = TECHNICAL_WORDS.split(' ')
  .filter((word) => !AMBIGUOUS.has(word))
  .join(' ');

/** What is said beside these words is said of machines, in any language. */
export const ASIDE_EVERYWHERE =
  'http https localhost docker npm git tcp udp cpu ram ssd usb ip url ui ux css js ts py sh exe pid sigkill sigterm kill9 nginx redis postgres mysql mongodb kafka grpc graphql lambda goroutine mutex semaphore socket sockets zombie_process dead_letter livelock deadlock heartbeat readiness liveness healthcheck watchdog systemd systemctl cgroup cgroups oom oomkilled segfault stack_overflow regex callback callbacks promise promises websocket iframe dom webview blender unity unreal houdini minecraft sims skyrim dota valorant fortnite dnd rpg netflix youtube imdb';
