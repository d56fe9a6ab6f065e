/** An annotation on the run's page. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
}

/** The secrets of a job: registered values are shown as `***`. */
export interface Masks {
  add(value: string): void;
  hide(line: string): string;
}

export function secretMasks(): Masks {
  const values = new Set<string>();
  return {
    add: (value) => {
      for (const line of value.split(/\r?\n/)) if (line.trim() !== '') values.add(line);
    },
    hide: (line) => {
      const longestFirst = [...values].sort((a, b) => b.length - a.length);
      return longestFirst.reduce((hidden, value) => hidden.replaceAll(value, '***'), line);
    },
  };
}

/**
 * Reads a step's output line by line as the runner does (src/Runner.Common/ActionCommand.cs):
 * carries out workflow commands and returns what the log shows, or undefined for nothing.
 */
export function logReader(masks: Masks, annotations: Annotation[]) {
  let stopToken: string | undefined;
  return (line: string): string | undefined => {
    const command = parseCommand(line);
    if (stopToken !== undefined) {
      if (command?.name === stopToken) stopToken = undefined;
      return masks.hide(line);
    }
    switch (command?.name) {
      case 'add-mask':
        masks.add(command.message);
        return undefined;
      case 'stop-commands':
        stopToken = command.message;
        return masks.hide(line);
      case 'error':
      case 'warning':
      case 'notice': {
        const { title } = command.properties;
        const message = masks.hide(command.message);
        annotations.push({
          level: command.name,
          message,
          ...(title ? { title: masks.hide(title) } : {}),
        });
        return `##[${command.name}]${message}`;
      }
      case 'group':
        return masks.hide(`▸ ${command.message}`);
      case 'debug':
      case 'endgroup':
      case 'echo':
        return undefined;
      default:
        return masks.hide(line);
    }
  };
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** `::name key=value,key=value::message` at the start of a line, `##[name]message` anywhere in it. */
function parseCommand(line: string): Command | undefined {
  const found = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line) ?? /##\[([\w-]+)(?: (.*?))?\](.*)$/.exec(line);
  if (!found?.[1]) return undefined;
  const pairs = (found[2] ?? '').split(',').filter((pair) => pair.includes('='));
  const properties = Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [key.trim(), unescaped(value.join('='))];
    }),
  );
  return { name: found[1], properties, message: unescaped(found[3] ?? '') };
}

const unescaped = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
