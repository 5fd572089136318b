/** A workflow command that the runner would obey, found in what a step printed. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * Reads the commands in a log as the runner does: `::name key=value::message` at the start of a line, blanks before it
 * ignored, and the older `##[name key=value]message` anywhere in a line.
 * https://github.com/actions/runner, src/Runner.Common/ActionCommand.cs
 */
export function readCommands(log: string): Command[] {
  return log.split(/\r\n|\r|\n/).flatMap((line): Command[] => {
    const current = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line);
    if (current !== null) {
      const [, name = '', properties = '', message = ''] = current;
      return [{ name, properties: readProperties(properties, ','), message: decode(message) }];
    }
    const old = /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/.exec(line);
    if (old === null) return [];
    const [, name = '', properties = '', message = ''] = old;
    return [{ name, properties: readProperties(properties, ';'), message: decode(message) }];
  });
}

function readProperties(text: string, separator: string): Record<string, string> {
  const pairs = text
    .split(separator)
    .map((pair) => pair.trim())
    .filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [
      pair.slice(0, pair.indexOf('=')),
      decode(
        pair
          .slice(pair.indexOf('=') + 1)
          .replaceAll('%3A', ':')
          .replaceAll('%2C', ','),
      ),
    ]),
  );
}

const decode = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

/**
 * Reads a file such as GITHUB_OUTPUT: `name=value` and `name<<END … END`; whichever sign comes first in a line decides.
 *
 * Errors: Error for a line that is neither, and for a text without its end.
 */
export function readVariables(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue;
    const [, name, sign, rest = ''] = /^(.+?)(<<|=)(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`The runner cannot read the line ${JSON.stringify(line)}.`);
    if (sign === '=') {
      variables[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest);
    if (end < 0) throw new Error(`The runner does not find the end of ${name}.`);
    variables[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n');
  }
  return variables;
}
