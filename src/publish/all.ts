import type { Log, Publisher } from '../model/ports.ts';
import type { Report } from '../model/report.ts';

/** Publishes a report everywhere, in order. What fails becomes a warning, and the next one has its turn. */
export async function publishAll(publishers: readonly Publisher[], report: Report, log: Log): Promise<void> {
  for (const { name, publish } of publishers) {
    try {
      await publish(report);
    } catch (error) {
      log.warning(`The report was not published (${name}): ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
