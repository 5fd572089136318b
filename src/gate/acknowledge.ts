import { acknowledge } from '../judgement/acknowledge.ts';
import type { Acknowledged } from '../model/acknowledgement.ts';
import type { SuiteReport } from '../model/report.ts';
import type { Judgement } from '../model/verdict.ts';
import { describeIdle, describeRuling, describeStray } from '../report/acknowledgement.ts';

/** The suites of a report with what was acknowledged in them: `judgements` are those of their findings. */
export function acknowledgeSuites(
  suites: readonly SuiteReport[],
  judgements: readonly (readonly Judgement[])[],
  acknowledged: Acknowledged,
  now: Date,
): readonly SuiteReport[] {
  const names = suites.map(({ name }) => name);
  const strays = acknowledged.entries.filter(({ suite }) => !names.includes(suite));
  return suites.map((suite, i) => {
    const { rulings, idle } = acknowledge(suite.name, judgements[i]!, acknowledged, now);
    const findings = suite.findings.map((finding, f) => {
      const ruling = rulings[f]!;
      if (ruling === null) return finding;
      const message = `${finding.message} ${describeRuling(ruling)}`;
      const isAccepted = ruling.kind === 'accepted' || ruling.kind === 'labelled';
      return isAccepted
        ? { ...finding, outcome: 'pass' as const, reason: 'acknowledged' as const, message }
        : { ...finding, message };
    });
    const notes = [
      ...suite.notes,
      ...idle.map((each) => describeIdle(each, suite.findings)),
      ...(i === 0 ? strays.map((entry) => describeStray(entry, names)) : []),
    ];
    return { ...suite, findings, notes };
  });
}
