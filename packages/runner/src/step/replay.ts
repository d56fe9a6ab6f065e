import type { Log } from './log.ts';

const COMMAND = /^::([a-z-]+)(?: ([^:]*))?::(.*)$/;

/**
 * Says again what another process of ours printed for the runner: annotations as annotations, the rest as
 * lines. A secret it may have asked to mask is dropped, since its line would show it.
 */
export function replay(line: string, log: Log): void {
  const [, command, properties = '', data = ''] = COMMAND.exec(line) ?? [];
  const text = plain(data);
  const title = /(?:^|,)title=([^,]*)/.exec(properties)?.[1];
  switch (command) {
    case 'notice':
    case 'warning':
    case 'error':
      log[command](text, title === undefined ? undefined : plain(title));
      break;
    case 'group':
      log.info(text);
      break;
    case undefined:
      log.info(line);
      break;
    default:
  }
}

const CODES: Readonly<Record<string, string>> = {
  '%25': '%',
  '%0D': '\r',
  '%0A': '\n',
  '%3A': ':',
  '%2C': ',',
};

const plain = (text: string) => text.replace(/%(?:25|0D|0A|3A|2C)/g, (code) => CODES[code] ?? code);
