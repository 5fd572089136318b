import * as core from '@actions/core';
import type { Log } from '../model/ports.ts';

/** The log of the job. Notices, warnings and errors also become annotations of the run. */
export function runnerLog(): Log {
  return {
    info: (message) => core.info(disarm(message)),
    notice: (message) => core.notice(message),
    warning: (message) => core.warning(message),
    error: (message) => core.error(message),
  };
}

/**
 * The runner obeys what a step prints: `::command::` at the start of a line, and the older `##[command]` anywhere in
 * one. A zero-width space between the signs keeps the text readable and makes it no command. Text inside a command (a
 * warning, say) needs none of this: it is percent-encoded into one line.
 */
function disarm(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^([^\p{L}\p{N}:]*):(?=:)/u, '$1:\u200b').replaceAll('##[', '##\u200b['))
    .join('\n');
}
