import { createHash } from 'node:crypto';
import { addressProblem, callWebhook } from '../export/webhook.ts';
import type { AlertPolicy, Policy } from '../model/policy.ts';
import type { Issues, Log } from '../model/ports.ts';
import type { Report } from '../model/report.ts';
import { alertPublisher } from '../publish/alert.ts';
import { publishAll } from '../publish/all.ts';
import { alertKeyOf } from '../publish/marker.ts';
import { type AlertEvent, alertMessage } from '../report/alert-message.ts';
import { maskSecret } from '../runner/commands.ts';
import type { Context } from '../runner/context.ts';
import type { Inputs } from '../runner/inputs.ts';
import { isDefaultBranch } from './run-plan.ts';

interface AlertingRun {
  readonly env: NodeJS.ProcessEnv;
  readonly inputs: Pick<Inputs, 'name'>;
  readonly context: Context;
  readonly github: Issues;
  readonly log: Log;
  readonly now: Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Tells of suites that fail, or recovered, on the default branch; elsewhere it does nothing. What goes wrong is a warning. */
export async function raiseAlerts(run: AlertingRun, { alerts: policy }: Policy, report: Report): Promise<void> {
  const { context, github, inputs, log, now } = run;
  if (policy === null || !isDefaultBranch(context)) return;
  const { owner, repo, runId, serverUrl } = context;
  const repository = `${owner}/${repo}`;
  const publisher = alertPublisher(github, {
    ...{ name: inputs.name, repository, now, policy, log },
    runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`,
    tell: policy.webhook === null ? null : openWebhook(policy.webhook, run),
  });
  await publishAll([publisher], report, log);
}

/** Hides the address and the secret in the log. null, with a warning that names the variable: they are absent or of no use. */
function openWebhook(
  { urlEnv, secretEnv }: NonNullable<AlertPolicy['webhook']>,
  { env, inputs, log, sleep }: AlertingRun,
): ((event: AlertEvent) => Promise<void>) | null {
  const read = (variable: string): string | null => {
    const value = env[variable]?.trim() || null;
    if (value !== null) maskSecret(value);
    else
      log.warning(
        `The webhook of the alerts is not called: the environment variable ${variable} is empty. Set it by \`env:\` of the step.`,
      );
    return value;
  };
  const url = read(urlEnv);
  const secret = secretEnv === null ? null : read(secretEnv);
  if (url === null || (secretEnv !== null && secret === null)) return null;
  const problem = addressProblem(url);
  if (problem !== null) {
    log.warning(
      `The webhook of the alerts is not called: the environment variable ${urlEnv} is of no use: ${problem}.`,
    );
    return null;
  }
  return (event) =>
    callWebhook(
      { url, secret, sleep },
      { body: alertMessage(event), event: event.event, key: idempotencyKey(inputs.name, event) },
    );
}

/** The same for every telling of one thing, so that a receiver can drop what it has already. */
function idempotencyKey(name: string, { repository, suite, event, since, repeat }: AlertEvent): string {
  const parts = [repository, alertKeyOf(name, suite.name), event, since, event === 'recovered' ? 0 : repeat];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
