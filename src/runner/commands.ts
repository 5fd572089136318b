import * as core from '@actions/core';

/** Values for later steps. Throws when the runner's file for them is absent. */
export function setOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}

/** Makes the step red, once it has ended; the message becomes an annotation. */
export function setFailed(message: string): void {
  core.setFailed(message);
}

/** Hides a secret in the log from here on. The runner masks line by line, so each line of it is a secret of its own. */
export function maskSecret(secret: string): void {
  for (const line of secret.split(/\r\n|\r|\n/)) if (line.trim() !== '') core.setSecret(line);
}
