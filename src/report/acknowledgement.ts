import type { Acknowledgement, IdleEntry, Ruling } from '../model/acknowledgement.ts';
import { nearest } from '../model/nearest.ts';
import { quote } from '../model/quote.ts';
import type { Finding } from '../model/verdict.ts';
import { namesOf } from './subject.ts';

/** What an acknowledgement adds to the sentence of a finding. Plain text that quotes text of others. */
export function describeRuling(ruling: Ruling): string {
  if (ruling.kind === 'labelled') return `Acknowledged for this run by ${ruling.by} with a label.`;
  const { entry } = ruling;
  switch (ruling.kind) {
    case 'accepted':
      return `Acknowledged until ${entry.expires} by ${entry.owner}: ${ended(entry.reason)}${changeOf(entry)}`;
    case 'worse':
      return `It is worse than the ${entry.worst} that ${entry.owner} acknowledged.`;
    case 'expired':
      return `The acknowledgement of ${entry.owner} EXPIRED on ${entry.expires}: renew it in the ledger, or bring the value back.`;
  }
}

/** What a reader should know of an entry that accepts nothing. */
export function describeIdle({ entry, why }: IdleEntry, findings: readonly Finding[]): string {
  const what = `The acknowledgement of ${subjectOf(entry)} by ${entry.owner} (${entry.where})`;
  switch (why) {
    case 'expired':
      return `${what} expired on ${entry.expires}: renew or remove it.`;
    case 'not-needed':
      return `${what} was not needed: its rules hold.`;
    case 'not-acceptable':
      return `${what} accepts nothing here: only a value that is too bad can be acknowledged.`;
    case 'no-rule': {
      const metrics = [...new Set(findings.flatMap(({ metric }) => metric ?? []))];
      const near = metrics.includes(entry.metric) ? [] : nearest(entry.metric, metrics);
      const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
      return `${what} is about no rule of this suite: metric, label, across and slice must be those of a gate.${hint}`;
    }
  }
}

/** Of an entry whose suite the policy does not have. */
export function describeStray(entry: Acknowledgement, suites: readonly string[]): string {
  const near = nearest(entry.suite, suites);
  const hint = near.length > 0 ? ` Did you mean ${near.map(quote).join(' or ')}?` : '';
  return `The acknowledgement at ${entry.where} is about the suite ${quote(entry.suite)}, which the policy does not have.${hint}`;
}

/** An entry that a change adds to the ledger. */
export function describeNewEntry(entry: Acknowledgement): string {
  return `This change acknowledges ${subjectOf(entry)} of the suite ${quote(entry.suite)} as far as ${entry.worst} until ${entry.expires}, by ${entry.owner}: ${ended(entry.reason)}`;
}

function subjectOf(entry: Acknowledgement): string {
  return namesOf(entry).join(', ');
}

function changeOf({ change }: Acknowledgement): string {
  return change === null ? '' : ` (${change})`;
}

function ended(text: string): string {
  return /[.!?\u2026]$/.test(text) ? text : `${text}.`;
}
